//! Numbers in a real database, as the roles that take them.
#![expect(clippy::unwrap_used, reason = "tests end at the first failure")]

use database::{Tx, begin, pool};
use ids::UnitCode;
use numbers::{MIGRATOR, PaperNumber, Series, next_number};
use sqlx::PgPool;
use testkit::Database;

const LETTERS: Series<'static> = Series { unit: None, word: "督办函" };

async fn database() -> Database {
    Database::create("notification", &[&MIGRATOR]).await
}

async fn take(tx: &mut Tx, series: Series<'_>, day: &str) -> Result<PaperNumber, sqlx::Error> {
    next_number(tx, series, day.parse().unwrap()).await
}

/// A transaction of a caller of the unit.
async fn acting(pool: &PgPool, unit: &UnitCode) -> Tx {
    let mut tx = begin(pool).await.unwrap();
    let acts = sqlx::query("select set_config('app.unit', $1, true)").bind(unit.as_str());
    acts.execute(&mut *tx).await.unwrap();
    tx
}

#[tokio::test]
async fn each_word_and_year_counts_from_one_and_what_was_not_issued_took_no_number() {
    let database = database().await;
    let pool = pool(database.system(), 2);
    let mut tx = begin(&pool).await.unwrap();
    assert_eq!(take(&mut tx, LETTERS, "2026-10-12").await.unwrap().to_string(), "督办函〔2026〕1号");
    assert_eq!(take(&mut tx, LETTERS, "2026-12-31").await.unwrap().sequence, 2);
    tx.commit().await.unwrap();
    let mut given_up = begin(&pool).await.unwrap();
    assert_eq!(take(&mut given_up, LETTERS, "2026-12-31").await.unwrap().sequence, 3);
    given_up.rollback().await.unwrap();
    let mut tx = begin(&pool).await.unwrap();
    assert_eq!(take(&mut tx, LETTERS, "2026-12-31").await.unwrap().without_word(), "〔2026〕3号");
    assert_eq!(take(&mut tx, LETTERS, "2027-01-01").await.unwrap().without_word(), "〔2027〕1号");
    let minutes = Series { word: "联席会议纪要", ..LETTERS };
    assert_eq!(take(&mut tx, minutes, "2026-12-31").await.unwrap().sequence, 1);
}

#[tokio::test]
async fn of_many_at_once_each_gets_another_and_none_is_left_out() {
    let database = database().await;
    let pool = pool(database.system(), 8);
    let tasks: Vec<_> = (0..24)
        .map(|place| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let mut tx = begin(&pool).await.unwrap();
                let number = take(&mut tx, LETTERS, "2026-10-12").await.unwrap();
                let issued = place % 3 != 0;
                if issued {
                    tx.commit().await.unwrap();
                } else {
                    tx.rollback().await.unwrap();
                }
                issued.then_some(number.sequence)
            })
        })
        .collect();
    let mut issued = Vec::new();
    for task in tasks {
        issued.extend(task.await.unwrap());
    }
    issued.sort_unstable();
    assert_eq!(issued, (1..=16).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_unit_takes_its_own_numbers_and_the_countys_only_where_a_service_lets_it() {
    let database = database().await;
    let pool = pool(database.rpc(), 2);
    let [office, other]: [UnitCode; 2] = ["xzspj", "scjgj"].map(|code| code.parse().unwrap());
    let own = Series { unit: Some(&office), word: "审管办发" };
    let mut tx = acting(&pool, &office).await;
    assert_eq!(take(&mut tx, own, "2026-10-12").await.unwrap().to_string(), "审管办发〔2026〕1号");
    tx.commit().await.unwrap();
    let theirs = Series { unit: Some(&other), ..own };
    let mut tx = acting(&pool, &other).await;
    assert_eq!(take(&mut tx, theirs, "2026-10-12").await.unwrap().sequence, 1, "each unit counts for itself");
    for series in [own, LETTERS] {
        let mut tx = acting(&pool, &other).await;
        let refused = take(&mut tx, series, "2026-10-12").await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().code().unwrap(), "42501", "{series:?}");
    }
}
