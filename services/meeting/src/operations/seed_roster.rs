//! Fills an empty roster from the list of the regulation's second part, in posts.

use ids::SeatId;
use jiff::civil::{Date, date};
use proto::words::meeting::SeatRole;
use sqlx::PgConnection;

use crate::{model::Seat, store::seat};

/// Since when the joint meeting exists: the day of the notice.
const SINCE: Date = date(2020, 9, 21);

/// Fills it once. Safe to run at every start, and by several replicas at once.
pub(crate) async fn seed_roster(tx: &mut PgConnection) -> anyhow::Result<()> {
    seat::lock_roster(tx).await?;
    if !seat::is_empty(tx).await? {
        return Ok(());
    }
    for seat in bundled()? {
        seat::insert(tx, &seat).await?;
    }
    Ok(())
}

/// The seats of the list that comes with the program.
fn bundled() -> anyhow::Result<Vec<Seat>> {
    let lines = include_str!("../../data/roster.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(read).collect()
}

fn read(line: &str) -> anyhow::Result<Seat> {
    let mut cells = line.split('\t');
    let (Some(unit), Some(role), Some(post)) = (cells.next(), cells.next(), cells.next()) else {
        anyhow::bail!("the roster has a line without unit, role and post: {line:?}");
    };
    Ok(Seat {
        id: SeatId::generate(),
        unit: unit.parse()?,
        role: SeatRole::named(role).ok_or_else(|| anyhow::anyhow!("no role: {role:?}"))?,
        post: post.to_owned(),
        official: None,
        first_day: SINCE,
        last_day: None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// 联席会议制度二: 26 units, one chief convener, two conveners, one office; 三（三）: each with one liaison.
    #[test]
    fn the_roster_is_that_of_the_regulation() {
        let seats = bundled().unwrap();
        let of = |role| seats.iter().filter(move |seat| seat.role == role).map(|seat| seat.unit.to_string());
        let members: BTreeSet<String> = of(SeatRole::Member).collect();
        assert_eq!((members.len(), of(SeatRole::Member).count()), (26, 26));
        assert_eq!(of(SeatRole::Liaison).collect::<BTreeSet<_>>(), members);
        let one = |role| of(role).collect::<Vec<_>>();
        assert_eq!(
            (one(SeatRole::ChiefConvener), one(SeatRole::Office)),
            (vec!["zfb".into()], vec!["xzspj".into()])
        );
        assert_eq!(one(SeatRole::Convener), ["zfb", "xzspj"]);
    }
}
