//! Where SQL stands.

use crate::source::rust;

/// Where the database itself is the work; benchmarks fill it.
const OF_THE_DATABASE: [&str; 5] = [
    "crates/mailbox/src/",
    "crates/numbers/src/",
    "crates/database/src/",
    "crates/testkit/src/",
    "tests/src/bench/",
];
/// Where statements are checked as they run.
const UNCHECKED: [&str; 3] = ["crates/database/", "crates/testkit/", "tests/src/bench/"];

const STATEMENTS: [&str; 6] =
    ["query!(", "query_as!(", "query_scalar!(", "sqlx::query(", "raw_sql(", "QueryBuilder"];

#[test]
fn sql_stands_in_stores_only() {
    let mut wrong = Vec::new();
    for source in rust() {
        let home = source.path.contains("/store/")
            || OF_THE_DATABASE.iter().any(|home| source.path.starts_with(home));
        if !home && STATEMENTS.iter().any(|statement| source.code().contains(statement)) {
            wrong.push(source.path);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn statements_are_checked_at_compile_time() {
    let mut unchecked = Vec::new();
    for source in rust() {
        let of_the_database = UNCHECKED.iter().any(|home| source.path.starts_with(home));
        if !of_the_database
            && ["sqlx::query(", "sqlx::query_as(", "raw_sql("].iter().any(|call| source.code().contains(call))
        {
            unchecked.push(source.path);
        }
    }
    assert!(unchecked.is_empty(), "{unchecked:#?}");
}
