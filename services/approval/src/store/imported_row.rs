//! `approval.imported_row`: what each row of an import became, so that a repeat of it says the same.

use ids::{DecisionId, RequestId, UnitCode, Uuid};
use sqlx::PgConnection;

/// A row of an import that became a decision.
pub(crate) struct ImportedRow {
    /// Line in the file.
    pub(crate) line: i32,
    /// What it became.
    pub(crate) decision: DecisionId,
    /// How many deliveries were made at once.
    pub(crate) deliveries: i32,
    /// Why none was.
    pub(crate) unrouted_reason: Option<String>,
}

/// Notes what rows became. Knows no conflict: a row becomes a decision once.
pub(crate) async fn insert_all(
    tx: &mut PgConnection,
    unit: &UnitCode,
    import: RequestId,
    rows: &[ImportedRow],
) -> Result<(), sqlx::Error> {
    let lines: Vec<i32> = rows.iter().map(|row| row.line).collect();
    let decisions: Vec<Uuid> = rows.iter().map(|row| row.decision.0).collect();
    let deliveries: Vec<i32> = rows.iter().map(|row| row.deliveries).collect();
    let reasons: Vec<Option<String>> = rows.iter().map(|row| row.unrouted_reason.clone()).collect();
    sqlx::query!(
        "insert into approval.imported_row (unit, request_id, line, decision_id, deliveries, unrouted_reason)
         select $1, $2, line, decision_id, deliveries, unrouted_reason
         from unnest($3::int[], $4::uuid[], $5::int[], $6::text[])
              as recorded (line, decision_id, deliveries, unrouted_reason)",
        unit.as_str(),
        import.0,
        &lines,
        &decisions,
        &deliveries,
        &reasons as &[Option<String>],
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What the import's rows of these lines became, in no order; others are passed over.
pub(crate) async fn find_all(
    tx: &mut PgConnection,
    unit: &UnitCode,
    import: RequestId,
    lines: &[i32],
) -> Result<Vec<ImportedRow>, sqlx::Error> {
    sqlx::query_as!(
        ImportedRow,
        "select line, decision_id as decision, deliveries, unrouted_reason
         from approval.imported_row where unit = $1 and request_id = $2 and line = any($3)",
        unit.as_str(),
        import.0,
        lines,
    )
    .fetch_all(tx)
    .await
}
