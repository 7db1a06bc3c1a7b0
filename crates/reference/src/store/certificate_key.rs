//! `reference.certificate_key`: a revoked key keeps its row, so that an older event cannot bring it back.

use sqlx::PgConnection;

use super::{change, joined, newest, readable, roles, unreadable};
use crate::{CertificateKey, Fingerprint};

/// Adds keys, and replaces those of an older version. Returns how many were written.
pub async fn save_keys(tx: &mut PgConnection, keys: &[CertificateKey]) -> Result<u64, sqlx::Error> {
    change::announce(tx).await?;
    let keys = newest(keys, |key| &key.fingerprint, |key| key.version);
    let fingerprints: Vec<_> = keys.iter().map(|key| key.fingerprint.to_string()).collect();
    let units: Vec<_> = keys.iter().map(|key| key.unit.to_string()).collect();
    let systems: Vec<_> = keys.iter().map(|key| key.system.clone()).collect();
    let roles: Vec<_> = keys.iter().map(|key| joined(&key.roles)).collect();
    let revoked_at: Vec<_> = keys.iter().map(|key| key.revoked_at.map(jiff_sqlx::Timestamp::from)).collect();
    let versions: Vec<_> = keys.iter().map(|key| key.version).collect();
    let written = sqlx::query!(
        r#"
        insert into reference.certificate_key as kept (fingerprint, unit, system, roles, revoked_at, version)
        select fingerprint, unit, system, string_to_array(roles, ','), revoked_at, version
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[])
            as given (fingerprint, unit, system, roles, revoked_at, version)
        on conflict (fingerprint) do update
        set unit = excluded.unit, system = excluded.system, roles = excluded.roles,
            revoked_at = excluded.revoked_at, version = excluded.version
        where kept.version < excluded.version
        "#,
        &fingerprints,
        &units,
        &systems,
        &roles,
        &revoked_at as &[Option<jiff_sqlx::Timestamp>],
        &versions
    )
    .execute(tx)
    .await?;
    Ok(written.rows_affected())
}

/// The key of a fingerprint, good or revoked.
pub async fn key(
    tx: &mut PgConnection,
    fingerprint: &Fingerprint,
) -> Result<Option<CertificateKey>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select fingerprint, unit, system, roles, revoked_at, version
        from reference.certificate_key
        where fingerprint = $1
        "#,
        fingerprint.as_str()
    )
    .fetch_optional(tx)
    .await?;
    row.map(Row::key).transpose()
}

/// Keys, good and revoked, after `after` in order of fingerprint, at most `most`.
pub async fn list_keys(
    tx: &mut PgConnection,
    after: Option<&Fingerprint>,
    most: i64,
) -> Result<Vec<CertificateKey>, sqlx::Error> {
    rows(tx, after, most).await?.into_iter().map(Row::key).collect()
}

/// Every key that can be read, and the fingerprints of the others.
pub(crate) async fn readable_keys(
    tx: &mut PgConnection,
) -> Result<(Vec<CertificateKey>, Vec<String>), sqlx::Error> {
    let rows = rows(tx, None, i64::MAX).await?;
    Ok(readable("certificate_key", rows, |row| row.fingerprint.clone(), Row::key))
}

async fn rows(
    tx: &mut PgConnection,
    after: Option<&Fingerprint>,
    most: i64,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as!(
        Row,
        r#"
        select fingerprint, unit, system, roles, revoked_at, version
        from reference.certificate_key
        where $1::text is null or fingerprint > $1
        order by fingerprint
        limit $2
        "#,
        after.map(Fingerprint::as_str),
        most
    )
    .fetch_all(tx)
    .await
}

struct Row {
    fingerprint: String,
    unit: String,
    system: String,
    roles: Vec<String>,
    revoked_at: Option<jiff_sqlx::Timestamp>,
    version: i64,
}

impl Row {
    fn key(self) -> Result<CertificateKey, sqlx::Error> {
        Ok(CertificateKey {
            fingerprint: self.fingerprint.parse().map_err(|bad: refusal::Refusal| unreadable(bad))?,
            unit: self.unit.parse().map_err(unreadable)?,
            system: self.system,
            roles: roles(&self.roles)?,
            revoked_at: self.revoked_at.map(jiff_sqlx::Timestamp::to_jiff),
            version: self.version,
        })
    }
}
