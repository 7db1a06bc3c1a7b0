//! The servers of this test run, and its scale.

use sqlx::postgres::PgConnectOptions;

use crate::tool;

/// Environment variable with the superuser's URL of the run's PostgreSQL.
pub const POSTGRES_VARIABLE: &str = "SHENGUAN_TEST_POSTGRES";
/// Environment variable with the URL of the run's NATS.
pub const NATS_VARIABLE: &str = "SHENGUAN_TEST_NATS";

/// The servers that `with-servers` started.
#[derive(Clone, Debug)]
pub struct Servers {
    /// How a superuser connects to PostgreSQL.
    pub postgres: PgConnectOptions,
    /// URL of NATS. All tests of the run share it: name streams apart, or start a [`crate::Nats`].
    pub nats: String,
}

/// The servers of this test run.
///
/// # Panics
/// Without `with-servers` around the run.
pub fn servers() -> Servers {
    Servers {
        postgres: named(POSTGRES_VARIABLE)
            .parse()
            .unwrap_or_else(|_| panic!("{POSTGRES_VARIABLE} is no URL")),
        nats: named(NATS_VARIABLE),
    }
}

/// How much of something a test does: `usual`, or `full` when `./just faults` runs it at the scale of the fault matrix.
pub fn scale(usual: usize, full: usize) -> usize {
    if tool::variable("NEXTEST_PROFILE").is_some_and(|profile| profile == "faults") { full } else { usual }
}

fn named(variable: &str) -> String {
    tool::variable(variable).and_then(|url| url.into_string().ok()).unwrap_or_else(|| {
        panic!("{variable} is not set: this test needs servers; run `./just test`, or `./just test -p CRATE` for one crate")
    })
}
