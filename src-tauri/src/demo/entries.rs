//! The invented life of the demonstration: a structural engineer in Porto. Nobody in it exists.

use journal::Kind;

/// One entry, as it stands in the source.
pub struct Invented {
    pub title: &'static str,
    pub kind: Kind,
    pub happened: Option<&'static str>,
    pub days_ago: i64,
    pub place: Option<&'static str>,
    pub people: &'static [&'static str],
    pub tags: &'static [&'static str],
    pub valence: i8,
    pub felt: &'static [&'static str],
    pub body: &'static str,
}

/// Name, nicknames, relation, stand-in, led by the author.
pub type InventedPerson = (&'static str, &'static [&'static str], &'static str, &'static str, bool);

/// The people.
pub const PEOPLE: &[InventedPerson] = &[
    ("Ana Ferreira", &["Ana"], "colleague", "a colleague", true),
    ("Tomás Lindqvist", &["Tomás", "Tom"], "brother", "somebody in my family", false),
    ("Ruth Halloran", &["Mrs Halloran"], "teacher", "a teacher", false),
    ("Leyla Demir", &["Leyla"], "my first boss", "my boss then", false),
    ("林薇", &["薇薇", "Wei"], "flatmate in Shanghai", "a friend", false),
    ("Baba", &[], "father", "my father", false),
    ("Marguerite", &["Nana"], "grandmother", "an old relative", false),
    ("Piet Vermeulen", &["Piet"], "colleague", "somebody I worked with", false),
];

/// The entries, oldest writing first.
pub const ENTRIES: &[Invented] = &[
    Invented {
        title: "The bridge made of spaghetti",
        kind: Kind::Beginning,
        happened: Some("1998~"),
        days_ago: 341,
        place: Some("Gothenburg"),
        people: &["Ruth Halloran"],
        tags: &["school", "engineering"],
        valence: 3,
        felt: &["proud", "seen"],
        body: "\
I must have been eleven. Mrs Halloran gave each table a packet of spaghetti and a tube of glue and said that whoever \
built the bridge that held the most would choose the story for Friday.

The boys at the next table built something that looked like a cathedral. Mine looked like a ladder that had fallen \
over. I had noticed that a triangle does not wobble, so I made triangles, and then more triangles, until the glue ran \
out.

It held four dictionaries. She put a fifth on top, slowly, looking at me and not at the bridge, and it held that too. \
Then she said, in front of everybody: *you look at things until they tell you*. Nobody had ever said what I do as if \
it were something I do.

I have built eleven bridges since. I have never told anyone that the first one was noodles.
",
    },
    Invented {
        title: "What Nana kept in the flour tin",
        kind: Kind::Loss,
        happened: Some("2009-11"),
        days_ago: 318,
        place: Some("Uppsala"),
        people: &["Marguerite", "Tomás Lindqvist"],
        tags: &["family", "grief"],
        valence: -2,
        felt: &["hollow", "tender"],
        body: "\
We cleared her kitchen the week after. Tomás took the drawers, I took the shelves, and we did not talk, because if one \
of us had started we would not have finished.

At the bottom of the flour tin, under paper, were all our school photographs, every year, both of us, and on the back \
of each she had written what we ate on the day she got it. *Pea soup. She had three bowls. He is taller.*

> He is taller.

I sat down on her floor with flour up to my elbows. Tomás came in and I could not explain, so I gave him the one from \
1996, and then he sat down too.

I use the tin for flour again. I thought it would be sad to see it every day. It isn't.
",
    },
    Invented {
        title: "Forty-one days",
        kind: Kind::LowPoint,
        happened: Some("2014-01/2014-03"),
        days_ago: 290,
        place: Some("Rotterdam"),
        people: &[],
        tags: &["work", "health"],
        valence: -3,
        felt: &["ashamed", "numb"],
        body: "\
I did not go to work for forty-one days. I told them it was my back.

It was not my back. I would put on my shoes, sit on the stairs, and not be able to say what came next. The doctor on \
the Nieuwe Binnenweg was young and typed with two fingers and used the word *depression* as if it were a word like \
Tuesday. I wanted to kiss his hand for that. I paid € 1,840 for the first months because I did not dare to let the \
insurance know.

What I remember:

- the sound of the tram, every eleven minutes, going where people went
- Piet's messages, which I did not answer, and which kept coming anyway
- the morning I noticed that I was hungry, and cried about an egg

I have carried the back story so long that people still offer me the good chair. I am tired of the good chair.
",
    },
    Invented {
        title: "The number I moved",
        kind: Kind::Failure,
        happened: Some("2016-09-22"),
        days_ago: 263,
        place: Some("Rotterdam"),
        people: &["Leyla Demir", "Piet Vermeulen"],
        tags: &["work", "engineering"],
        valence: -2,
        felt: &["sick", "relieved"],
        body: "\
I put the wind load in the wrong column. That is all. One column to the left, and for nine days a footbridge in Delft \
existed on paper that would have moved under forty schoolchildren.

I found it myself, at 23:40, on the sofa, because something about the deflection had been bothering me the way a word \
bothers you. I checked it three times, hoping. Then I rang Leyla. She was my boss and she had signed it.

She said nothing for a while. Then: \"Who else knows?\" — \"Nobody.\" — \"Then tell them tomorrow. You, not me. In the \
big meeting.\"

I have never been as frightened as walking to that meeting. I said it in two sentences. Piet put down his coffee and \
said he had done the same thing in 2008 and had *not* rung anyone, and had been waiting ever since for somebody to \
find it. Nobody had ever asked. We opened his drawings that afternoon.

## What I took from it

The mistake cost six days and about € 12,000. What it bought was a room in which people say \"I think I have done \
something stupid\" before lunch instead of after the inquiry.
",
    },
    Invented {
        title: "薇薇的饺子",
        kind: Kind::Kindness,
        happened: Some("2011-02-03"),
        days_ago: 240,
        place: Some("上海"),
        people: &["林薇"],
        tags: &["friends", "中文"],
        valence: 2,
        felt: &["温暖"],
        body: "\
大年三十，我一个人留在宿舍。机票太贵，我对家里说要赶论文。

晚上十点，有人敲门。林薇站在走廊里，头发上有雪，手里提着两个饭盒。她坐了三个小时的火车回家，又坐了三个小时的火车回来。

“我妈说，一个人吃饺子不算过年。”她说完就脱鞋进来，好像这件事不需要解释。

韭菜鸡蛋的，有几个煮破了。我们坐在地上看窗外的烟花，谁也没有说话。那一年我学会的中文里，最重要的一句是：不算。
",
    },
    Invented {
        title: "Not signing",
        kind: Kind::TurningPoint,
        happened: Some("2019-03-14"),
        days_ago: 211,
        place: Some("Lisbon"),
        people: &["Leyla Demir"],
        tags: &["work", "decisions"],
        valence: 1,
        felt: &["light", "terrified"],
        body: "\
The contract lay on the hotel desk for two days. Director, my own team, € 96,000 and a car I would not have known \
where to park. Everybody I had told was happy for me, and I noticed that I had told everybody except the one person \
who would ask.

So I wrote to Leyla. She answered from an airport: *What will you draw?*

I read the contract again, all nineteen pages, looking for the place where I would draw something. Then I wrote a very \
polite letter to mr.costa@atlantico-obras.example and went down to the river and ate a whole plate of sardines with my \
hands.

It is the only large decision of my life that I made without a list.
",
    },
    Invented {
        title: "The stammer",
        kind: Kind::Struggle,
        happened: Some("199X"),
        days_ago: 176,
        place: None,
        people: &["Tomás Lindqvist"],
        tags: &["childhood", "voice"],
        valence: -1,
        felt: &["stuck", "fond"],
        body: "\
All through the nineties I had a list of words I could not say. *Bread* was on it. *My own name* was on it, which is \
harder to get round than bread.

You become very good at synonyms. You become a person who \"prefers rolls\". You let the telephone ring. My brother, \
who was seven and had no theories, simply started ordering for both of us, everywhere, and he never once looked at me \
while he did it, so that nobody else did either.

It left by itself somewhere around nineteen. It still comes to visit: before a big review, on the phone with strangers. \
When a young colleague at the office goes quiet in the middle of a sentence, I look at my papers and wait. It is what \
I know how to give.
",
    },
    Invented {
        title: "وصفة أبي",
        kind: Kind::HighPoint,
        happened: Some("2022-04-30"),
        days_ago: 139,
        place: Some("Malmö"),
        people: &["Baba"],
        tags: &["family", "العربية"],
        valence: 3,
        felt: &["فرح"],
        body: "\
في آخر ليلة من رمضان علّمني أبي أن أصنع المعمول. لم يكن يستعمل ميزانًا: «يكفي»، كان يقول، ويضع حفنة أخرى.

سألته كيف أعرف أنه يكفي. ضحك وقال: «حين تتوقفين عن السؤال».

صنعنا مئة وعشرين حبة، ونصفها كان مكسورًا. وضع المكسور في صحن جميل وأعطى الصحيح للجيران. قال إن المكسور لأهل البيت، لأنهم يعرفون طعمه.

كتبت الوصفة كلها في هذا الدفتر: يكفي.
",
    },
    Invented {
        title: "Ana's question",
        kind: Kind::TurningPoint,
        happened: Some("2024-10-17"),
        days_ago: 97,
        place: Some("Porto"),
        people: &["Ana Ferreira"],
        tags: &["work", "telling"],
        valence: 2,
        felt: &["exposed", "close"],
        body: "\
Ana stayed behind after the review. She is twenty-six and the best I have worked with, and she had just watched me \
take her drawing apart in front of the client. She asked, quite politely, whether I had ever been wrong.

I could have said *of course* and laughed. I heard myself say: \"Sit down. September 2016, a footbridge in Delft.\"

It took ten minutes. When I came to the meeting my voice went, the old way, on the B of bridge. I let it. She did not \
look at her papers; she looked at me, and when I was done she said, \"I thought it was only me.\" Then she took a sheet \
out of her bag with a number on it that had been keeping her awake since Tuesday (she had not even told her mother). \
It was right, as it happens. It took us four minutes to see that it was right.

I drove home along the Douro with the window down. I have been *professional* for fifteen years. I think I was just \
lonely with good posture.
",
    },
    Invented {
        title: "The neighbour's key",
        kind: Kind::Kindness,
        happened: Some("2001/2004"),
        days_ago: 64,
        place: Some("Gothenburg"),
        people: &[],
        tags: &["childhood", "home"],
        valence: 2,
        felt: &["safe"],
        body: "\
For three years, while the two of them were deciding whether to stay married, there was a key under the third flower \
pot on the landing above ours. Nobody ever told us it was for us. Mrs Åkerblom only said, once, while looking for \
something in her bag, that she was hopeless with keys and always left one under the geranium, imagine.

Tomás and I used it eleven times. There was always a lamp on. There was always a plate with a cloth over it. She never \
came out of the bedroom to ask.

Her flat was at Linnégatan 48, and I could draw you every inch of that lamp.
",
    },
    Invented {
        title: "Tuesday, nothing",
        kind: Kind::Everyday,
        happened: None,
        days_ago: 12,
        place: Some("Porto"),
        people: &["Ana Ferreira", "Piet Vermeulen"],
        tags: &["ordinary"],
        valence: 1,
        felt: &["content"],
        body: "\
Rain until four. Ana found a cheaper bearing and pretended not to be pleased. Piet sent a photograph of a heron standing \
on our scaffolding in Nijmegen with the caption *site inspector*.

Bought leeks. Rang Baba (+46 31 701 22 00, I still dial it by hand). He told me the story of the goat again, and this \
time the goat lived.

I want to remember that this, too, was one of the days.
",
    },
    Invented {
        title: "Before the circle on Friday",
        kind: Kind::Struggle,
        happened: None,
        days_ago: 2,
        place: Some("Porto"),
        people: &["Ana Ferreira"],
        tags: &["work", "telling"],
        valence: 0,
        felt: &["nervous", "willing"],
        body: "\
Four of us, one evening, ten minutes each: *a moment that made you*. It was my idea, which means I go first.

1. The spaghetti bridge is charming, and it costs me nothing.
2. Delft costs something, but I have told it before; it has become a little smooth.
3. The forty-one days. I have never said it aloud at work. Two of the three report to me.

I don't want to be brave at them. I don't want anybody to feel they must hand me something back. And if it were \
repeated by somebody who wasn't there: could I live with that? I think yes, without the name of the doctor, and without \
the money.

So: the third one, with two paragraphs left out. I can always put the noodles in my pocket in case I lose my nerve.
",
    },
];
