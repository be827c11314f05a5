//! Check digits of bank, card and national numbers.

/// The digits of `text` as numbers.
pub fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// Luhn (ISO/IEC 7812-1), of payment cards.
pub fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { d })
        .sum();
    digits.len() > 1 && sum.is_multiple_of(10) && digits.iter().any(|&d| d > 0)
}

/// ISO 7064 MOD 97-10 of an IBAN without spaces (ISO 13616).
pub fn iban(iban: &str) -> bool {
    let Some((head, tail)) = iban.split_at_checked(4) else { return false };
    let mut rest = 0u32;
    for c in tail.chars().chain(head.chars()) {
        let Some(value) = c.to_digit(36) else { return false };
        rest = if value > 9 { rest * 100 + value } else { rest * 10 + value } % 97;
    }
    rest == 1
}

/// How long an IBAN of this country is (SWIFT's registry).
pub fn iban_length(country: &str) -> Option<usize> {
    const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 \
        DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 \
        IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 \
        MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 \
        TN24 TR26 UA29 VA22 VG24 XK20";
    LENGTHS
        .split_whitespace()
        .find(|entry| entry[..2].eq_ignore_ascii_case(country))
        .and_then(|entry| entry[2..].parse().ok())
}

/// The last character of a Chinese resident number (GB 11643-1999, ISO 7064 MOD 11-2).
pub fn chinese_id(number: &str) -> bool {
    if number.len() != 18 || !number.is_ascii() {
        return false;
    }
    let mut sum = 0;
    for (i, c) in number.chars().enumerate() {
        let value = match c {
            'X' | 'x' if i == 17 => 10,
            _ => match c.to_digit(10) {
                Some(value) => value,
                None => return false,
            },
        };
        sum += value * ((1u32 << (17 - i)) % 11);
    }
    sum % 11 == 1
}

/// The two check digits of a Brazilian CPF.
pub fn cpf(digits: &[u32]) -> bool {
    let check = |n: usize| {
        let sum: u32 = digits[..n]
            .iter()
            .zip((2..).take(n).collect::<Vec<u32>>().iter().rev())
            .map(|(d, w)| d * w)
            .sum();
        let rest = sum * 10 % 11 % 10;
        rest == digits[n]
    };
    digits.len() == 11 && check(9) && check(10)
}

/// The letter of a Spanish DNI.
pub fn dni(number: u32, letter: char) -> bool {
    "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(number as usize % 23) == Some(letter)
}

/// The key of a French NIR (15 digits).
pub fn nir(digits: &[u32]) -> bool {
    if digits.len() != 15 {
        return false;
    }
    let number = digits[..13].iter().fold(0u64, |n, &d| n * 10 + u64::from(d));
    97 - number % 97 == u64::from(digits[13] * 10 + digits[14])
}

/// The eleven-test of a Dutch BSN.
pub fn bsn(digits: &[u32]) -> bool {
    digits.len() == 9
        && digits.iter().any(|&d| d > 0)
        && (digits[..8].iter().zip([9, 8, 7, 6, 5, 4, 3, 2]).map(|(d, w)| d * w).sum::<u32>()
            + 11 * 100
            - digits[8])
            .is_multiple_of(11)
}

/// Verhoeff's scheme, of an Indian Aadhaar number.
pub fn verhoeff(digits: &[u32]) -> bool {
    const D: [[usize; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const P: [[usize; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    digits.iter().rev().enumerate().fold(0, |c, (i, &d)| D[c][P[i % 8][d as usize]]) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_numbers_pass_and_wrong_ones_fail() {
        assert!(luhn(&digits("4111111111111111")) && !luhn(&digits("4111111111111112")));
        assert!(iban("GB29NWBK60161331926819") && !iban("GB29NWBK60161331926818"));
        assert!(chinese_id("11010519491231002X") && !chinese_id("110105194912310021"));
        assert!(cpf(&digits("52998224725")) && !cpf(&digits("52998224724")));
        assert!(dni(12_345_678, 'Z') && !dni(12_345_678, 'A'));
        assert!(bsn(&digits("111222333")) && !bsn(&digits("111222334")));
        assert!(verhoeff(&digits("2363")) && !verhoeff(&digits("2364")));
    }
}
