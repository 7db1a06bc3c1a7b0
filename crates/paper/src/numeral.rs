//! Headings of official papers are numbered in Chinese numerals (GB/T 9704—2012 7.3.3): 一, 十二, 一百零三.

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The numeral of a number below a thousand; of a larger one its digits.
pub fn numeral(number: usize) -> String {
    let digit = |at: usize| DIGITS.get(at).copied().unwrap_or_default();
    match number {
        0..10 => digit(number).to_owned(),
        10..20 => format!("十{}", rest(number % 10)),
        20..100 => format!("{}十{}", digit(number / 10), rest(number % 10)),
        100..1000 => {
            let hundreds = digit(number / 100);
            let left = number % 100;
            match left {
                0 => format!("{hundreds}百"),
                1..10 => format!("{hundreds}百零{}", digit(left)),
                _ => format!("{hundreds}百{}十{}", digit(left / 10), rest(left % 10)),
            }
        }
        _ => number.to_string(),
    }
}

/// What follows the tens; nothing where there are no ones.
fn rest(ones: usize) -> String {
    if ones == 0 { String::new() } else { numeral(ones) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_in_headings() {
        let written: Vec<String> = [1, 10, 11, 20, 35, 100, 103, 110, 119, 200].map(numeral).into();
        let expected =
            ["一", "十", "十一", "二十", "三十五", "一百", "一百零三", "一百一十", "一百一十九", "二百"];
        assert_eq!(written, expected);
    }
}
