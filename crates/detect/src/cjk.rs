//! Chinese and Japanese: names behind a title or word that presents them, kin and roles, firms and towns.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use crate::FindingKind::{Age, Money, Organisation, Person, Place, Relation};
use crate::hit::{GUESS, Hit};
use crate::token::is_ideograph;
use crate::{FindingKind, table};

const RELATIONS: &str = "
爸爸 妈妈 爸 妈 父亲 母亲 爹 娘 姐姐 姐 哥哥 哥 弟弟 妹妹 奶奶 爷爷 外婆 外公 姥姥 姥爷 老婆 老公 丈夫 妻子 儿子 女儿 婆婆 公公 岳父 岳母 舅舅 叔叔 阿姨 姑姑 表哥 表姐 表弟 表妹 堂哥 堂姐 男朋友 女朋友 男友 女友 前妻 前夫 爱人 孩子
老板 上司 经理 主管 总监 同事 主任 老师 班主任 校长 医生 大夫 护士 律师 房东 邻居 投资人 合伙人 秘书 院长 组长 领导 导师 教授 警察 法官 室友 同学
お父さん お母さん 父さん 母さん 父親 母親 お兄さん お姉さん 兄さん 姉さん 弟さん 妹さん 祖父 祖母 おじいさん おばあさん 夫 妻 息子 娘 姑 舅 義父 義母 義兄 義姉 叔父 叔母 伯父 伯母 従兄 従姉 従弟 従妹 彼氏 彼女の母 元夫 元妻 婚約者
上司 課長 部長 社長 係長 店長 専務 常務 支店長 同僚 先輩 後輩 医師 主治医 看護師 弁護士 裁判官 大家 隣人 駅員 店員 警官 警察官 教授 校長 教頭 担任 部下 秘書 監督 看守 産業医 人事の担当者 担当者";

/// One character that is kin only when no other character of its script leans on it.
const ALONE: &str = "父 母 兄 姉 弟 妹 夫 妻 娘 爸 妈 姐 哥 娘 爹 姑 舅 大家 担任 监督 監督 孩子";

struct Search {
    words: AhoCorasick,
    alone: Vec<bool>,
    zh_name: Regex,
    titled: Regex,
    presented: Regex,
    firm: Regex,
    town: Regex,
    age: Regex,
    sum: Regex,
}

fn search() -> &'static Search {
    static SEARCH: OnceLock<Search> = OnceLock::new();
    SEARCH.get_or_init(|| {
        let words: Vec<&str> = RELATIONS.split_whitespace().collect();
        let single: Vec<&str> = ALONE.split_whitespace().collect();
        let regex = |pattern: &str| Regex::new(pattern).expect("a valid pattern");
        Search {
            alone: words.iter().map(|word| single.contains(word)).collect(),
            words: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words).expect("a small set of words"),
            titled: regex(r"([\p{Han}々]{1,4}|[\p{Katakana}ー]{2,8})(?:さん|さま|様|氏|くん|君|ちゃん|先生|殿)"),
            zh_name: regex(r"([\p{Han}]{1,3}?)(?:先生|女士|小姐|老师|医生|大夫|教授|经理|主任|阿姨|叔叔|同学)"),
            presented: regex(r"(?:姓|名叫|叫做|叫|名は|名前は)([\p{Han}]{1,3}?)(?:的|，|。|、|\s|$|さん|と|は|，|！|？|”|」)"),
            firm: regex(r"(?:株式会社|有限会社)[\p{Han}\p{Katakana}ーA-Za-z]{2,12}|[\p{Han}\p{Katakana}ーA-Za-z[\p{Hiragana}--[のはがをにでともへ]]]{2,10}?(?:株式会社|有限会社|有限公司|集团|公司|银行|銀行|信用金庫|大学|大學|医院|病院|クリニック|診療所|中学校?|小学校?|高校|高等学校|学院|精機|製作所|電機|工業|建設|商事|科技|智能|传媒|教会|协会|協会)"),
            town: regex(r"[\p{Han}--[的在和了是到从去与很每这那全本整]]{2,4}?(?:県|市|区|區|郡|町|村|省|县|镇|乡)"),
            sum: regex(r"[一二三四五六七八九十百千万亿億两零〇]{2,}(?:多)?(?:元|块钱?|美元|欧元|円|ドル|ユーロ)"),
            age: regex(r"(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4}) ?(?:歳|才|岁|周岁)"),
        }
    })
}

const TOWNS: &str = "東京 大阪 京都 名古屋 横浜 神戸 福岡 札幌 仙台 広島 千葉 埼玉 奈良 長崎 鹿児島 沖縄 金沢 新潟 静岡 岡山 熊本 北海道 九州 四国 関西 関東 新宿 渋谷 池袋 銀座 日本 中国 韓国 台湾 アメリカ イギリス フランス ドイツ 北京 上海 广州 深圳 杭州 南京 成都 重庆 武汉 西安 天津 苏州 长沙 郑州 青岛 大连 厦门 福州 昆明 合肥 济南 哈尔滨 沈阳 宁波 无锡 东莞 佛山 香港 澳门 台北 高雄 浙江 江苏 广东 四川 湖南 湖北 河南 河北 山东 山西 陕西 福建 云南 贵州 安徽 江西 辽宁 吉林 黑龙江 广西 海南 甘肃 青海 新疆 西藏 内蒙古 宁夏 美国 英国 法国 德国 日本 韩国 加拿大 澳大利亚 新加坡 马来西亚 泰国 印度";

/// Kin and roles.
fn kin(search: &Search, text: &str, hits: &mut Vec<Hit>) {
    for m in search.words.find_iter(text) {
        let single = search.alone[m.pattern().as_usize()];
        let before = text[..m.start()].chars().next_back();
        let behind = text[m.end()..].chars().next();
        let han = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
        let owner =
            before.filter(|c| matches!(c, '我' | '你' | '他' | '她' | '您' | '咱' | '们' | '的'));
        if single && owner.is_none() && (han(before) || han(behind)) {
            continue;
        }
        let start = match owner {
            Some(c) if !matches!(c, '们' | '的') => m.start() - c.len_utf8(),
            _ => m.start(),
        };
        hits.push(Hit::new(
            Relation,
            start..m.end(),
            GUESS,
            "Somebody in your life, by what they are to you.",
        ));
    }
}

/// Names without a title: a surname with one or two characters, said more than once in a frame that
/// a person fits.
fn repeated<'a>(text: &'a str, names: &mut Vec<&'a str>) {
    static FRAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[，。、；：“”「」\s]|[和跟与给对找叫让把是向替陪])([\p{Han}]{2,3}?)(?:[，。、：；的说问在那把就来也和不没去叫让站坐走回看拿打笑哭给]|知道|告诉|那天)")
            .expect("a valid pattern")
    });
    const NEVER: &str = "我你他她它是都这那有和从于向何时方成后来常公司任务安全高兴经理许多明天白天黄金金额万一钱包包括关于应该马上车子花钱温度水果毛病路上石头连续谢谢平时平安计划戴上解决宁愿单位顾客干部全部通过终于";
    let mut counts: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    let mut from = 0;
    while let Some(found) = FRAME.captures_at(text, from).and_then(|c| c.get(1)) {
        let mut first = found.as_str().chars();
        let surname = first.next().map(String::from).unwrap_or_default();
        if table::is_surname_zh(&surname)
            && !NEVER.contains(&surname)
            && !NEVER.contains(found.as_str())
        {
            *counts.entry(found.as_str()).or_default() += 1;
        }
        from = found.end();
    }
    names.extend(
        counts
            .into_iter()
            .filter(|(name, n)| *n > 1 && name.chars().count() > 1)
            .map(|(name, _)| name),
    );
}

/// Not names though a title follows.
const NOBODY: [&str; 34] = [
    "皆",
    "お客",
    "客",
    "奥",
    "父",
    "母",
    "兄",
    "姉",
    "弟",
    "妹",
    "叔父",
    "叔母",
    "祖父",
    "祖母",
    "娘",
    "婆",
    "爺",
    "医者",
    "看護師",
    "駅員",
    "店員",
    "部長",
    "課長",
    "社長",
    "先輩",
    "女",
    "位",
    "一位",
    "这位",
    "那位",
    "两位",
    "各位",
    "诸",
    "貴",
];

/// Finds what it can in text with ideographs.
pub fn find(text: &str, hits: &mut Vec<Hit>) {
    static TOWN: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(TOWNS.split_whitespace())
            .expect("a small set of words")
    });
    if text.is_ascii() || !text.chars().any(is_ideograph) {
        return;
    }
    let search = search();
    kin(search, text, hits);
    let mut names: Vec<&str> = Vec::new();
    let mut push = |kind: FindingKind, m: regex::Match<'_>, rank, reason| {
        hits.push(Hit::new(kind, m.range(), rank, reason));
    };
    for m in search.titled.captures_iter(text).filter_map(|c| c.get(1)) {
        let word = m.as_str();
        let known = table::surnames_ja().any(|name| word.starts_with(name));
        if !NOBODY.contains(&word)
            && !search.words.is_match(word)
            && (known || word.chars().count() <= 3)
        {
            names.push(word);
            push(Person, m, GUESS - 2, "A name behind which a title stands.");
        }
    }
    for m in search.zh_name.captures_iter(text).filter_map(|c| c.get(1)) {
        let surname: String = m.as_str().chars().take(1).collect();
        if table::is_surname_zh(&surname) && !NOBODY.contains(&m.as_str()) {
            names.push(m.as_str());
            push(Person, m, GUESS - 1, "A name behind which a title stands.");
        }
    }
    for m in search.presented.captures_iter(text).filter_map(|c| c.get(1)) {
        let surname: String = m.as_str().chars().take(1).collect();
        if table::is_surname_zh(&surname) {
            names.push(m.as_str());
            push(Person, m, GUESS - 2, "A name, as the word before it says.");
        }
    }
    for m in search.age.find_iter(text) {
        push(Age, m, GUESS - 10, "How old somebody is.");
    }
    for m in search.sum.find_iter(text) {
        push(Money, m, GUESS - 12, "A sum of money.");
    }
    for m in search.firm.find_iter(text) {
        push(Organisation, m, GUESS + 3, "The name of a firm, a school or another body.");
    }
    for m in search.town.find_iter(text) {
        let word = m.as_str();
        if ![
            "都市", "小区", "地区", "社区", "城市", "车站", "都道", "网站", "全市", "本市", "本村",
            "全村", "超市",
        ]
        .iter()
        .any(|other| word.ends_with(other))
        {
            push(Place, m, GUESS + 6, "The name of a place.");
        }
    }
    for m in TOWN.find_iter(text) {
        hits.push(Hit::new(Place, m.range(), GUESS + 4, "The name of a place."));
    }
    repeated(text, &mut names);
    names.sort_unstable();
    names.dedup();
    names.retain(|name| name.chars().count() > 1);
    names.truncate(256);
    if !names.is_empty()
        && let Ok(again) =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names)
    {
        for m in again.find_iter(text) {
            hits.push(Hit::new(
                Person,
                m.range(),
                GUESS + 1,
                "A name that stands elsewhere in this text.",
            ));
        }
    }
}
