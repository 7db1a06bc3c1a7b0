//! The snapshot that callers, routing and clocks read, and how it is kept fresh.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use arc_swap::ArcSwap;
use jiff::civil::date;
use metrics::gauge;
use sqlx::{PgConnection, PgPool};
use tokio::{
    sync::Notify,
    time::{MissedTickBehavior, interval, timeout},
};
use tokio_util::sync::CancellationToken;
use workdays::Calendar;

use crate::{Directory, age::Age, store};

/// How often the change number is looked at.
const PERIOD: Duration = Duration::from_secs(1);
/// How long one look may take, so that an unanswered one does not hide how old the snapshot is.
const PATIENCE: Duration = Duration::from_secs(5);

/// The reference data of this process; clones share it. Empty until the first [`Reference::refresh`].
#[derive(Clone, Debug)]
pub struct Reference {
    pool: PgPool,
    snapshot: Arc<ArcSwap<Snapshot>>,
    age: Age,
    hurry: Arc<Notify>,
}

#[derive(Debug, Default)]
struct Snapshot {
    /// The change number that it holds at least; none before the first reading.
    number: Option<i64>,
    directory: Arc<Directory>,
    calendar: Arc<Calendar>,
}

impl Reference {
    /// Reads with the pool of the system role.
    pub fn new(pool: PgPool) -> Self {
        Self { pool, snapshot: Arc::default(), age: Age::default(), hurry: Arc::default() }
    }

    /// Who is who.
    pub fn directory(&self) -> Arc<Directory> {
        self.snapshot.load().directory.clone()
    }

    /// The working-day calendar.
    pub fn calendar(&self) -> Arc<Calendar> {
        self.snapshot.load().calendar.clone()
    }

    /// Whether there is a unit and a year to work with, confirmed within half a minute. A new copy hears of the first units
    /// and keys before the first year, since their owner says them in this order.
    pub fn is_ready(&self) -> bool {
        let snapshot = self.snapshot.load();
        self.age.is_fresh()
            && snapshot.directory.units().next().is_some()
            && snapshot.calendar.years().next().is_some()
    }

    /// Whether the directory is too old to let anybody in: not confirmed for a minute, or never.
    pub fn is_stale(&self) -> bool {
        !self.age.is_usable()
    }

    /// Reads the tables if they changed since. Returns true if they did.
    pub async fn refresh(&self) -> Result<bool, sqlx::Error> {
        let begun = Instant::now();
        let mut connection = self.pool.acquire().await?;
        // The number first: what is written while the tables are read has a higher one, and is read again.
        let number = store::change_number(&mut connection).await?;
        if self.snapshot.load().number == Some(number) {
            self.age.confirm(begun);
            return Ok(false);
        }
        let snapshot = read(&mut connection, number).await?;
        report(&snapshot.calendar);
        self.snapshot.store(Arc::new(snapshot));
        self.age.confirm(begun);
        Ok(true)
    }

    /// Keeps the snapshot fresh until `shutdown`: looks every second, and at once when hurried. While the database does
    /// not answer, the last snapshot holds; see [`Reference::is_ready`] and [`Reference::is_stale`].
    pub async fn run(&self, shutdown: CancellationToken) {
        shutdown.run_until_cancelled(self.keep_fresh()).await;
    }

    /// Makes [`Reference::run`] look at once, for example after a commit.
    pub fn hurry(&self) {
        self.hurry.notify_one();
    }

    async fn keep_fresh(&self) {
        let mut period = interval(PERIOD);
        period.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = period.tick() => {}
                () = self.hurry.notified() => {}
            }
            match timeout(PATIENCE, self.refresh()).await {
                Ok(Ok(true)) => tracing::info!("the directory or the calendar changed"),
                Ok(Ok(false)) => {}
                Ok(Err(error)) => self.tell(&error.to_string()),
                Err(_) => self.tell("the database does not answer in time"),
            }
            if let Some(age) = self.age.now() {
                gauge!("shenguan_reference_age_seconds").set(age.as_secs_f64());
            }
        }
    }

    fn tell(&self, error: &str) {
        let age = self.age.now().map(|age| age.as_secs());
        if self.age.is_fresh() {
            tracing::warn!(error, age, "the directory and the calendar could not be read");
        } else {
            tracing::error!(
                error,
                age,
                "the directory and the calendar are old; soon nobody is let in by them"
            );
        }
    }
}

/// Each table as it stands when its turn comes. The calendar is read first, since its owner says it last: where the first year is
/// known, so is everything that was said before it.
async fn read(connection: &mut PgConnection, number: i64) -> Result<Snapshot, sqlx::Error> {
    let mut calendar = Calendar::new();
    for year in store::readable_years(connection).await? {
        calendar.insert(year.parsed().clone());
    }
    for closure in store::list_closures(connection).await? {
        calendar.close(closure.into());
    }
    let (units, _) = store::readable_units(connection).await?;
    let (officials, _) = store::readable_officials(connection).await?;
    let (keys, unreadable_keys) = store::readable_keys(connection).await?;
    let directory = Arc::new(Directory::new(units, officials, keys).with_unreadable_keys(unreadable_keys));
    Ok(Snapshot { number: Some(number), directory, calendar: Arc::new(calendar) })
}

/// Until when dates can be counted, so that an alarm can ask for the next notice (节假日安排) in time.
fn report(calendar: &Calendar) {
    let Some(year) = calendar.years().last().and_then(|year| i16::try_from(year.year() + 1).ok()) else {
        return;
    };
    let end = clock::start_of(date(year, 1, 1));
    gauge!("shenguan_calendar_loaded_until_timestamp_seconds").set(end.as_duration().as_secs_f64());
}
