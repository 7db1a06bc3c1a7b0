//! Rows that this version understands. One that it does not must not hide the others from it.

use metrics::gauge;

/// Every row that can be read, and the keys of the others. Each of those is logged and counted; it must not hold up its
/// neighbours, among which may be a revocation.
pub(super) fn readable<Row, Model>(
    table: &'static str,
    rows: Vec<Row>,
    key: impl Fn(&Row) -> String,
    read: impl Fn(Row) -> Result<Model, sqlx::Error>,
) -> (Vec<Model>, Vec<String>) {
    let mut models = Vec::with_capacity(rows.len());
    let mut unreadable = Vec::new();
    for row in rows {
        let key = key(&row);
        match read(row) {
            Ok(model) => models.push(model),
            Err(error) => {
                tracing::error!(table, key, %error, "a row of the directory or the calendar cannot be read and is passed over");
                unreadable.push(key);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "gauges are floating-point numbers")]
    gauge!("shenguan_reference_unreadable_rows", "table" => table).set(unreadable.len() as f64);
    (models, unreadable)
}
