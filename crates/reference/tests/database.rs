//! The directory and the calendar in a real database, as the roles that use them.
#![expect(clippy::unwrap_used, reason = "tests end at the first failure")]

use std::time::Duration;

use database::{begin, pool};
use mailbox::{Handle, Received, Rejected};
use proto::reference::v1 as wire;
use reference::{
    CalendarYear, CertificateKey, Closure, MIGRATOR, Official, Reference, Role, Unit, UnitKind, store,
};
use sqlx::{PgConnection, PgPool};
use testkit::Database;
use tokio_util::sync::CancellationToken;

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

async fn database() -> Database {
    Database::create("supervision", &[&MIGRATOR]).await
}

fn unit(code: &str, version: i64, name: &str) -> Unit {
    Unit {
        code: code.parse().unwrap(),
        name: name.to_owned(),
        uscc: "11371322YYYY000553".to_owned(),
        kind: UnitKind::Supervision,
        meeting_roles: vec!["member".to_owned(), "convener".to_owned()],
        active: true,
        version,
    }
}

fn official(id: &str, unit: &str) -> Official {
    Official {
        id: id.parse().unwrap(),
        unit: unit.parse().unwrap(),
        label: "登记窗口".to_owned(),
        roles: vec![Role::Claimant],
        active: true,
        version: 1,
    }
}

fn key(version: i64, revoked: bool) -> CertificateKey {
    CertificateKey {
        fingerprint: KEY.parse().unwrap(),
        unit: "scjgj".parse().unwrap(),
        system: "登记系统".to_owned(),
        roles: vec![Role::Claimant, Role::Auditor],
        revoked_at: revoked.then(|| "2026-10-08T08:30:00.000001Z".parse().unwrap()),
        version,
    }
}

fn year_2026() -> CalendarYear {
    let (_, data) = workdays::bundled_years().into_iter().find(|(year, _)| *year == 2026).unwrap();
    CalendarYear::parse(data.to_owned(), 1).unwrap()
}

fn storm(version: i64, lifted: bool) -> Closure {
    Closure {
        date: "2026-10-12".parse().unwrap(),
        authority: "县防汛抗旱指挥部".to_owned(),
        reason: "台风停工".to_owned(),
        lifted,
        version,
    }
}

fn received<E>(event: E) -> Received<E> {
    Received {
        id: ids::MessageId::generate(),
        sender: "approval".to_owned(),
        received_at: jiff::Timestamp::UNIX_EPOCH,
        traceparent: None,
        event,
    }
}

async fn save_all(pool: &PgPool) {
    let mut tx = begin(pool).await.unwrap();
    assert_eq!(store::save_units(&mut tx, &[unit("scjgj", 1, "县市场监管局")]).await.unwrap(), 1);
    assert_eq!(store::save_officials(&mut tx, &[official("scjgj-01", "scjgj")]).await.unwrap(), 1);
    assert_eq!(store::save_keys(&mut tx, &[key(1, false)]).await.unwrap(), 1);
    assert!(store::save_calendar_year(&mut tx, &year_2026()).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_saved_is_found_again() {
    let database = database().await;
    let pool = pool(database.system(), 2);
    save_all(&pool).await;
    let mut tx = begin(&pool).await.unwrap();
    let found = store::unit(&mut tx, &"scjgj".parse().unwrap()).await.unwrap();
    assert_eq!(found, Some(unit("scjgj", 1, "县市场监管局")));
    let found = store::official(&mut tx, &"scjgj-01".parse().unwrap()).await.unwrap();
    assert_eq!(found, Some(official("scjgj-01", "scjgj")));
    assert_eq!(store::key(&mut tx, &KEY.parse().unwrap()).await.unwrap(), Some(key(1, false)));
    assert_eq!(store::calendar_year(&mut tx, 2026).await.unwrap(), Some(year_2026()));
    assert_eq!(store::unit(&mut tx, &"wjj".parse().unwrap()).await.unwrap(), None);
    assert_eq!(store::calendar_year(&mut tx, 2027).await.unwrap(), None);
}

#[tokio::test]
async fn an_older_version_never_overwrites_a_newer_one() {
    let database = database().await;
    let pool = pool(database.system(), 2);
    let mut tx = begin(&pool).await.unwrap();
    let both = [unit("scjgj", 3, "新名"), unit("scjgj", 2, "旧名"), unit("ajj", 1, "县应急局")];
    assert_eq!(store::save_units(&mut tx, &both).await.unwrap(), 2, "one row per code, even in one batch");
    let again = [unit("scjgj", 3, "别名"), unit("scjgj", 1, "旧名")];
    assert_eq!(store::save_units(&mut tx, &again).await.unwrap(), 0);
    assert_eq!(store::save_keys(&mut tx, &[key(2, true)]).await.unwrap(), 1);
    assert_eq!(store::save_keys(&mut tx, &[key(1, false)]).await.unwrap(), 0, "a revoked key stays revoked");
    let found = store::unit(&mut tx, &"scjgj".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((found.name.as_str(), found.version), ("新名", 3));
    assert_eq!(store::key(&mut tx, &KEY.parse().unwrap()).await.unwrap(), Some(key(2, true)));
}

#[tokio::test]
async fn lists_go_on_where_the_page_before_ended() {
    let database = database().await;
    let pool = pool(database.system(), 2);
    let mut tx = begin(&pool).await.unwrap();
    let officials = [official("b-2", "b"), official("a-1", "a"), official("b-10", "b"), official("B-1", "b")];
    store::save_officials(&mut tx, &officials).await.unwrap();
    let unit = "b".parse().unwrap();
    let first = store::list_officials(&mut tx, Some(&unit), None, 2).await.unwrap();
    assert_eq!(first.iter().map(|official| official.id.as_str()).collect::<Vec<_>>(), ["B-1", "b-10"]);
    let rest = store::list_officials(&mut tx, Some(&unit), Some(&first[1].id), 2).await.unwrap();
    assert_eq!(rest.iter().map(|official| official.id.as_str()).collect::<Vec<_>>(), ["b-2"]);
    assert_eq!(store::list_officials(&mut tx, None, None, 9).await.unwrap().len(), 4);
}

#[tokio::test]
async fn the_snapshot_is_read_only_when_something_changed() {
    let database = database().await;
    let pool = pool(database.system(), 2);
    let reference = Reference::new(pool.clone());
    assert!(reference.refresh().await.unwrap());
    assert!(!reference.is_ready(), "no unit, no year");
    assert!(!reference.refresh().await.unwrap());

    save_all(&pool).await;
    assert!(reference.refresh().await.unwrap());
    assert!(reference.is_ready());
    assert_eq!(reference.directory().authenticate(KEY), Some(&key(1, false)));
    assert!(reference.calendar().is_working("2026-10-10".parse().unwrap()).unwrap(), "调休上班");
    assert!(reference.calendar().is_working("2027-01-04".parse().unwrap()).is_err());
}

#[tokio::test]
async fn a_closed_day_counts_again_once_the_closure_is_lifted() {
    let database = database().await;
    let pool = pool(database.system(), 2);
    save_all(&pool).await;
    let reference = Reference::new(pool.clone());
    let monday = storm(1, false).date;
    reference.refresh().await.unwrap();
    assert_eq!((reference.calendar().is_working(monday), reference.calendar().version()), (Ok(true), 1));

    let closed = |closure: Closure| wire::ClosureChanged { closure: Some(closure.into()) };
    handle(&reference, &pool, closed(storm(1, false))).await.unwrap();
    reference.refresh().await.unwrap();
    assert_eq!((reference.calendar().is_working(monday), reference.calendar().version()), (Ok(false), 2));

    for version in [2, 1] {
        handle(&reference, &pool, closed(storm(version, version == 2))).await.unwrap();
    }
    reference.refresh().await.unwrap();
    assert_eq!((reference.calendar().is_working(monday), reference.calendar().version()), (Ok(true), 3));
    let mut tx = begin(&pool).await.unwrap();
    assert_eq!(store::closure(&mut tx, monday).await.unwrap(), Some(storm(2, true)), "it is not forgotten");
    assert_eq!(store::list_closures(&mut tx).await.unwrap(), [storm(2, true)]);
    let nonsense = handle(&reference, &pool, wire::ClosureChanged::default()).await;
    assert!(matches!(nonsense, Err(Rejected::Park(_))));
}

#[tokio::test]
async fn a_row_that_cannot_be_read_holds_up_no_other() {
    let database = database().await;
    let superuser = pool(database.superuser(), 1);
    let pool = pool(database.system(), 2);
    save_all(&pool).await;
    sqlx::raw_sql(
        "insert into reference.unit values ('NO CODE', '县某局', '11371322YYYY000553', 'other', '{}', true, 1);
        insert into reference.official values ('scjgj-02', 'scjgj', '窗口二', '{wizard}', true, 1);
        insert into reference.certificate_key values (repeat('a', 64), 'scjgj', '新系统', '{wizard}', null, 1);
        insert into reference.calendar_year values (2027, '公告', 'no calendar', 1);",
    )
    .execute(&superuser)
    .await
    .unwrap();
    let reference = Reference::new(pool.clone());
    reference.refresh().await.unwrap();
    assert!(reference.is_ready());
    let directory = reference.directory();
    assert_eq!(directory.authenticate(KEY), Some(&key(1, false)));
    assert_eq!(directory.units().count(), 1);
    assert!(directory.official(&"scjgj-01".parse().unwrap()).is_some());
    assert!(directory.official(&"scjgj-02".parse().unwrap()).is_none());
    let unreadable = "a".repeat(64);
    assert_eq!((directory.authenticate(&unreadable), directory.knows(&unreadable)), (None, true));

    let mut tx = begin(&pool).await.unwrap();
    store::save_keys(&mut tx, &[key(2, true)]).await.unwrap();
    tx.commit().await.unwrap();
    reference.refresh().await.unwrap();
    assert_eq!(reference.directory().authenticate(KEY), None, "a revocation comes through");
}

#[tokio::test]
async fn a_snapshot_that_was_never_confirmed_is_stale() {
    let database = database().await;
    let reference = Reference::new(pool(database.system(), 2));
    assert!(reference.is_stale());
    reference.refresh().await.unwrap();
    assert!(!reference.is_stale());
}

#[tokio::test]
async fn a_revocation_reaches_a_running_process_within_seconds() {
    let database = database().await;
    let pool = pool(database.system(), 3);
    save_all(&pool).await;
    let reference = Reference::new(pool.clone());
    reference.refresh().await.unwrap();
    let shutdown = CancellationToken::new();
    let running = tokio::spawn({
        let reference = reference.clone();
        let shutdown = shutdown.clone();
        async move { reference.run(shutdown).await }
    });
    handle(&reference, &pool, wire::CertificateKeyChanged { key: Some(key(2, true).into()) }).await.unwrap();
    let noticed = async {
        while reference.directory().authenticate(KEY).is_some() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), noticed).await.unwrap();
    shutdown.cancel();
    running.await.unwrap();
}

#[tokio::test]
async fn events_are_kept_in_any_order_and_nonsense_is_parked() {
    let database = database().await;
    let pool = pool(database.system(), 2);
    let reference = Reference::new(pool.clone());
    handle(&reference, &pool, wire::CalendarYearLoaded { calendar: Some(year_2026().into()) }).await.unwrap();
    let official = wire::OfficialChanged { official: Some(official("scjgj-01", "scjgj").into()) };
    handle(&reference, &pool, official).await.unwrap();
    for version in [2, 1, 2] {
        let name = format!("第{version}版");
        let event = wire::UnitChanged { unit: Some(unit("scjgj", version, &name).into()) };
        handle(&reference, &pool, event).await.unwrap();
    }
    reference.refresh().await.unwrap();
    let directory = reference.directory();
    assert_eq!(directory.unit(&"scjgj".parse().unwrap()).unwrap().name, "第2版");
    assert!(directory.acting(&"scjgj-01".parse().unwrap(), &"scjgj".parse().unwrap()).is_some());

    for nonsense in [None, Some(wire::Unit::default())] {
        let answer = handle(&reference, &pool, wire::UnitChanged { unit: nonsense }).await;
        assert!(matches!(answer, Err(Rejected::Park(_))));
    }
}

#[tokio::test]
async fn of_the_callers_only_an_administrator_may_write() {
    let database = database().await;
    let pool = pool(database.rpc(), 2);
    let mut tx = begin(&pool).await.unwrap();
    assert!(store::save_units(&mut tx, &[unit("scjgj", 1, "县市场监管局")]).await.is_err());
    drop(tx);
    let mut tx = begin(&pool).await.unwrap();
    assert!(store::save_closure(&mut tx, &storm(1, false)).await.is_err());
    drop(tx);

    let mut tx = begin(&pool).await.unwrap();
    become_admin(&mut tx).await;
    assert_eq!(store::save_units(&mut tx, &[unit("scjgj", 1, "县市场监管局")]).await.unwrap(), 1);
    tx.commit().await.unwrap();

    let mut tx = begin(&pool).await.unwrap();
    assert_eq!(store::list_units(&mut tx, None, 9).await.unwrap().len(), 1, "everyone reads");
    assert!(store::save_units(&mut tx, &[unit("scjgj", 2, "被改名")]).await.is_err());
    drop(tx);

    let mut tx = begin(&pool).await.unwrap();
    let kept = store::unit(&mut tx, &"scjgj".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.version), ("县市场监管局", 1));
}

#[tokio::test]
async fn writers_of_several_tables_wait_for_each_other() {
    let database = database().await;
    let pool = pool(database.system(), 4);
    let units = [unit("scjgj", 1, "县市场监管局")];
    let officials = [official("scjgj-01", "scjgj")];
    let one = async {
        let mut tx = begin(&pool).await.unwrap();
        store::save_units(&mut tx, &units).await.unwrap();
        store::save_officials(&mut tx, &officials).await.unwrap();
        tx.commit().await.unwrap();
    };
    let other = async {
        let mut tx = begin(&pool).await.unwrap();
        store::save_officials(&mut tx, &officials).await.unwrap();
        store::save_units(&mut tx, &units).await.unwrap();
        tx.commit().await.unwrap();
    };
    tokio::join!(one, other);
    let mut tx = begin(&pool).await.unwrap();
    assert_eq!(store::change_number(&mut tx).await.unwrap(), 4);
}

/// Takes one event, as the inbox does.
async fn handle<E: mailbox::Event>(reference: &Reference, pool: &PgPool, event: E) -> Result<(), Rejected>
where
    Reference: Handle<E>,
{
    let mut tx = begin(pool).await?;
    reference.handle(&mut tx, &[received(event)]).await?;
    tx.commit().await?;
    Ok(())
}

/// What the caller layer says of a platform administrator.
async fn become_admin(tx: &mut PgConnection) {
    sqlx::query("select set_config('app.role_admin', 'yes', true)").execute(tx).await.unwrap();
}
