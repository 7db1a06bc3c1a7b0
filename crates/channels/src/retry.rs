//! A message is tried again on the schedule that receivers of Standard Webhooks know, whatever its channel.

use std::time::Duration;

/// Most attempts at a message, the first among them.
pub const ATTEMPTS: u32 = 8;

/// The longest wait that a receiver may ask for.
const LONGEST: Duration = Duration::from_hours(24);

const SECOND: u64 = 1;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// Seconds before each attempt, counted from the one before.
const WAITS: [u64; ATTEMPTS as usize] =
    [0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];

/// The wait before the next attempt, once `failed` have failed and the receiver asked with the last to be left alone for `asked`; none
/// after [`ATTEMPTS`].
pub fn wait_before(failed: u32, asked: Option<Duration>) -> Option<Duration> {
    let wait = Duration::from_secs(*WAITS.get(usize::try_from(failed).ok()?)?);
    Some(asked.map_or(wait, |asked| wait.max(asked.min(LONGEST))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_attempts_take_a_day_and_some_hours() {
        let waits: Vec<u64> =
            (0..).map_while(|failed| wait_before(failed, None)).map(|wait| wait.as_secs()).collect();
        assert_eq!(waits, [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
        assert_eq!(wait_before(ATTEMPTS, None), None);
        assert_eq!(wait_before(u32::MAX, Some(Duration::from_secs(1))), None);
    }

    #[test]
    fn a_receiver_may_ask_for_more_time_but_not_for_less_and_not_for_ever() {
        let minutes = |minutes| Duration::from_mins(minutes);
        assert_eq!(wait_before(2, Some(minutes(9))), Some(minutes(9)));
        assert_eq!(wait_before(2, Some(minutes(1))), Some(minutes(5)));
        assert_eq!(wait_before(2, Some(Duration::MAX)), Some(minutes(24 * 60)));
    }
}
