//! Row-level security, the second wall: as the services' real roles, and without the predicate that their statements have.

mod wall;

use proto::notification::v1::ExplainLatenessRequest;
use scenarios::stage::Stage;
use sqlx::{Connection, PgConnection};
use testkit::Database;

use self::wall::{Wall, tables_of_units};
use crate::{
    cast::request_id,
    played::{MORNING, Played, RECIPIENT, play},
};

/// The services, and the place of their databases on a stage.
const SERVICES: [(&str, usize); 4] =
    [("approval", 0), ("supervision", 1), ("notification", 2), ("meeting", 3)];

/// The statements of the services name the unit. These do not, and the wall holds.
#[tokio::test]
async fn without_the_predicate_a_unit_still_sees_and_changes_its_own_rows_only() -> anyhow::Result<()> {
    let stage = Stage::with_meeting(MORNING).await?;
    let played = play(&stage).await?;
    explain(&stage, &played).await?;
    for (service, place) in SERVICES {
        let database = Wall { stage: &stage, service, place };
        let tables = tables_of_units(&mut database.superuser().await?).await?;
        database.shows_own_rows_only(&tables).await?;
        database.shows_a_stranger_nothing().await?;
        database.lets_nobody_change_rows_of_others(&tables).await?;
        database.lets_a_stranger_change_nothing().await?;
        database.hides_what_was_said().await?;
        database.keeps_the_trail().await?;
    }
    Ok(())
}

/// The recipient claims too late, and says why.
async fn explain(stage: &Stage, played: &Played) -> anyhow::Result<()> {
    stage.set_clock("2026-10-20T09:00:00+08:00".parse()?)?;
    let request = ExplainLatenessRequest {
        request_id: request_id(),
        id: played.duty.clone(),
        text: "因台风停电。".to_owned(),
        ..ExplainLatenessRequest::default()
    };
    stage.bureau(RECIPIENT, Some("scjgj-01"))?.duties()?.explain_lateness(request).await?;
    Ok(())
}

#[tokio::test]
async fn every_table_of_units_is_behind_the_wall_and_the_roles_cannot_pass_it() -> anyhow::Result<()> {
    let approval = Database::create("approval", &approval::MIGRATORS).await;
    let supervision = Database::create("supervision", &supervision::MIGRATORS).await;
    let notification = Database::create("notification", &notification::MIGRATORS).await;
    let meeting = Database::create("meeting", &meeting::MIGRATORS).await;
    for (service, database) in [
        ("approval", approval),
        ("supervision", supervision),
        ("notification", notification),
        ("meeting", meeting),
    ] {
        let mut everything = PgConnection::connect_with(&database.superuser()).await?;
        for table in tables_of_units(&mut everything).await? {
            let guarded: bool = sqlx::query_scalar(
                "select relrowsecurity and relforcerowsecurity and exists (
                     select from pg_policy where polrelid = pg_class.oid and 'shenguan_rpc'::regrole = any(polroles))
                 from pg_class where oid = $1::regclass",
            )
            .bind(&table.name)
            .fetch_one(&mut everything)
            .await?;
            assert!(guarded, "{service} {}: row-level security is not forced, or has no policy", table.name);
        }
        let loose: Vec<String> = sqlx::query_scalar(
            "select rolname::text from pg_roles
             where (rolname like '%\\_rpc' or rolname like '%\\_system')
               and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole
                    or exists (select from pg_class where relowner = pg_roles.oid)
                    or exists (select from pg_proc where proowner = pg_roles.oid)
                    or exists (select from pg_namespace where nspowner = pg_roles.oid))",
        )
        .fetch_all(&mut everything)
        .await?;
        assert!(loose.is_empty(), "{service}: {loose:?} own something, or pass row-level security");
        let definers: Vec<String> = sqlx::query_scalar(
            "select proname::text from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
             where prosecdef and nspname not in ('pg_catalog', 'information_schema')",
        )
        .fetch_all(&mut everything)
        .await?;
        assert!(definers.is_empty(), "{service}: {definers:?} run as their owner");
    }
    Ok(())
}

#[tokio::test]
async fn a_service_does_not_start_as_a_role_that_passes_the_wall() -> anyhow::Result<()> {
    let mut stage = Stage::with_meeting(MORNING).await?;
    let (postgres, databases) = (stage.ground.postgres.clone(), stage.ground.databases.clone());
    for ((_, program), database) in stage.programs().into_iter().zip(databases) {
        program.end().await?;
        let (host, port) = (postgres.get_host(), postgres.get_port());
        let user = postgres.get_username();
        program.set("SHENGUAN__DATABASE__RPC_URL", &format!("postgres://{user}@{host}:{port}/{database}"));
        program.start()?;
        assert!(!program.ended().await?.success(), "it serves callers as a superuser");
        assert!(program.log()?.contains("bypasses row-level security"));
    }
    Ok(())
}
