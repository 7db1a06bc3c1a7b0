//! What a new installation starts from.

use crate::harness::{Approval, Place};

async fn counts(place: &Place) -> Vec<i64> {
    let mut connection = place.inspect().await;
    let mut counts = Vec::new();
    for table in [
        "reference.unit",
        "reference.official",
        "reference.certificate_key",
        "reference.calendar_year",
        "approval.item",
        "approval.responsibility_map",
        "mailbox.message",
    ] {
        let count = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        counts.push(sqlx::query_scalar(count).fetch_one(&mut connection).await.unwrap());
    }
    counts
}

#[tokio::test]
async fn a_second_start_seeds_nothing_again() {
    let approval = Approval::start().await;
    approval.unit("xzspj").await;
    let place = approval.stop().await;
    let first = counts(&place).await;
    let events: i64 = first[..4].iter().sum();
    assert_eq!((first[0], first[2], first[3], first[4], first[5]), (30, 4, 7, 37, 1));
    assert_eq!(first[6], events, "every unit, official, key and year left as an event");

    let approval = Approval::start_in(place).await;
    approval.unit("xzspj").await;
    let place = approval.stop().await;
    assert_eq!(counts(&place).await, first);
}
