//! Which backups stay: the newest of each of the last 7 days, 8 weeks and 12 months that have one.
//! A pure function over dates. Days without a backup do not count, so that who writes rarely keeps
//! a history as long as who writes daily.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

const DAYS: usize = 7;
const WEEKS: usize = 8;
const MONTHS: usize = 12;

/// For each backup, whether it stays, in the order given. `made` is what the clock on the wall
/// showed, `today` the day it is now.
///
/// The newest always stays. A backup from after tomorrow says that a clock was wrong, then or now:
/// it stays, and takes no other's place.
pub fn stays(made: &[DateTime], today: Date) -> Vec<bool> {
    // Two clocks on the wall of the same instant are at most 26 hours apart.
    let ahead = today.tomorrow().unwrap_or(Date::MAX);
    let mut stays: Vec<bool> = made.iter().map(|made| made.date() > ahead).collect();
    let mut newest_first: Vec<usize> = (0..made.len()).filter(|&n| !stays[n]).collect();
    newest_first.sort_by_key(|&n| std::cmp::Reverse(made[n]));

    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for n in newest_first {
        let date = made[n].date();
        // Weeks of ISO 8601: they begin on Monday, and one may belong to two years.
        let week = date.iso_week_date();
        // Each of the three is asked, so that the newest of a month counts for its month too.
        let first = [
            days.len() < DAYS && days.insert(date),
            weeks.len() < WEEKS && weeks.insert((week.year(), week.week())),
            months.len() < MONTHS && months.insert((date.year(), date.month())),
        ];
        stays[n] = first.contains(&true);
    }
    stays
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::{date, datetime};

    use super::*;

    /// The days that stay when one backup is made at noon of each day, thinned every day.
    fn daily(from: Date, days: i32) -> Vec<Date> {
        let mut kept: Vec<DateTime> = Vec::new();
        for day in 0..days {
            let today = from + day.days();
            kept.push(today.at(12, 0, 0, 0));
            let stays = stays(&kept, today);
            let mut stays = stays.iter();
            kept.retain(|_| *stays.next().expect("one answer each"));
        }
        kept.iter().map(|made| made.date()).collect()
    }

    #[test]
    fn two_years_of_daily_backups_keep_seven_days_eight_weeks_twelve_months() {
        let kept = daily(date(2024, 12, 1), 731);
        let last = date(2026, 12, 1);
        for back in 0..7 {
            assert!(kept.contains(&(last - back.days())), "{back} days back");
        }
        // Sundays, the last days of their weeks, and the last days of the months.
        for back in 0..7 {
            assert!(kept.contains(&(date(2026, 11, 29) - back.weeks())), "{back} weeks back");
        }
        for back in 1..12 {
            let month = (last - back.months()).last_of_month();
            assert!(kept.contains(&month), "{month}");
        }
        assert_eq!(kept.len(), 7 + 6 + 10, "{kept:?}");
    }

    #[test]
    fn of_many_in_one_day_the_last_stays() {
        let made: Vec<_> = (0..24).map(|hour| date(2026, 11, 22).at(hour, 0, 0, 0)).collect();
        let stays = stays(&made, date(2026, 11, 22));
        assert_eq!(stays.iter().filter(|&&stays| stays).count(), 1);
        assert!(stays[23]);
    }

    #[test]
    fn gaps_do_not_shorten_the_history() {
        let made: Vec<_> = (0..7).map(|n| date(2010 + n, 5, 5).at(9, 0, 0, 0)).collect();
        assert!(stays(&made, date(2026, 11, 22)).iter().all(|&stays| stays));
    }

    #[test]
    fn the_leap_day_and_the_days_that_clocks_change_are_days_like_others() {
        let kept = daily(date(2028, 2, 20), 12);
        assert!(kept.contains(&date(2028, 2, 29)));
        // The hour that comes twice in autumn: two backups of it, and the one read later stays.
        let twice = [datetime(2026, 10, 25, 2, 30, 0, 0), datetime(2026, 10, 25, 2, 30, 1, 0)];
        assert_eq!(stays(&twice, date(2026, 10, 25)), [false, true]);
        // Week 53 and the first days of January are one week.
        let year = [datetime(2026, 12, 31, 9, 0, 0, 0), datetime(2027, 1, 3, 9, 0, 0, 0)];
        assert_eq!(stays(&year, date(2027, 1, 3)), [true, true]);
    }

    #[test]
    fn a_clock_that_is_wrong_deletes_nothing_it_should_not() {
        let good: Vec<_> = (1..=7).map(|day| date(2026, 11, day).at(9, 0, 0, 0)).collect();
        // Now the clock says 2001: all that is there is from the future, and stays.
        assert!(stays(&good, date(2001, 1, 1)).iter().all(|&stays| stays));
        // A backup that was made while the clock said 2099 takes nobody's place.
        let mut made = good.clone();
        made.push(date(2099, 1, 1).at(9, 0, 0, 0));
        assert!(stays(&made, date(2026, 11, 7)).iter().all(|&stays| stays));
    }

    proptest::proptest! {
        #[test]
        fn the_newest_stays_and_thinning_twice_takes_nothing_more(
            hours in proptest::collection::vec(0_i64..40_000, 1..80),
            today in -1_000_i64..3_000,
        ) {
            let start = date(2024, 1, 1).at(0, 0, 0, 0);
            let made: Vec<DateTime> = hours.iter().map(|&hours| start + hours.hours()).collect();
            let today = start.date() + today.days();
            let kept = stays(&made, today);
            let newest = (0..made.len()).max_by_key(|&n| made[n]).expect("one at least");
            proptest::prop_assert!(kept.iter().zip(&made).any(|(&kept, &at)| kept && at == made[newest]));
            let left: Vec<DateTime> =
                made.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(&made, _)| made).collect();
            proptest::prop_assert!(stays(&left, today).iter().all(|&stays| stays));
            let judged = left.iter().filter(|made| made.date() <= today + 1.day()).count();
            proptest::prop_assert!(judged <= DAYS + WEEKS + MONTHS);
        }
    }
}
