//! `approval.item`: the catalogue. Written over the version that was read, under the catalogue's lock.

use ids::ItemCode;
use proto::words::exchange::LicenceKind;
use sqlx::PgConnection;

use crate::model::Item;

/// Items after `after` in order of code, at most `most`.
pub(crate) async fn list(
    tx: &mut PgConnection,
    after: Option<&ItemCode>,
    most: i64,
) -> Result<Vec<Item>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select code, name, legal_basis, licence_kind, certificate_name, valid_years, approving_unit, commitment,
               joint_survey, major, promised_working_days, legal_working_days, separated, conditions, quantity, procedure,
               fees, materials, form_template, version
        from approval.item
        where $1::text is null or code > $1
        order by code
        limit $2
        "#,
        after.map(ItemCode::as_str),
        most
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Row::item).collect()
}

/// The item of a code.
pub(crate) async fn find(tx: &mut PgConnection, code: &ItemCode) -> Result<Option<Item>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select code, name, legal_basis, licence_kind, certificate_name, valid_years, approving_unit, commitment,
               joint_survey, major, promised_working_days, legal_working_days, separated, conditions, quantity, procedure,
               fees, materials, form_template, version
        from approval.item
        where code = $1
        "#,
        code.as_str()
    )
    .fetch_optional(tx)
    .await?;
    row.map(Row::item).transpose()
}

/// Every item, in order of code. The catalogue of a county has some hundreds.
pub(crate) async fn all(tx: &mut PgConnection) -> Result<Vec<Item>, sqlx::Error> {
    list(tx, None, i64::MAX).await
}

/// Adds or replaces one item. The caller holds the catalogue's lock and has checked the version.
pub(crate) async fn save(tx: &mut PgConnection, item: &Item) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"
        insert into approval.item as kept
            (code, name, legal_basis, licence_kind, certificate_name, valid_years, approving_unit, commitment,
             joint_survey, major, promised_working_days, separated, conditions, quantity, procedure, fees, materials,
             version, legal_working_days, form_template)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        on conflict (code) do update set
            name = excluded.name, legal_basis = excluded.legal_basis, licence_kind = excluded.licence_kind,
            certificate_name = excluded.certificate_name, valid_years = excluded.valid_years,
            approving_unit = excluded.approving_unit, commitment = excluded.commitment,
            joint_survey = excluded.joint_survey, major = excluded.major,
            promised_working_days = excluded.promised_working_days, separated = excluded.separated,
            conditions = excluded.conditions, quantity = excluded.quantity, procedure = excluded.procedure,
            fees = excluded.fees, materials = excluded.materials, version = excluded.version,
            legal_working_days = excluded.legal_working_days, form_template = excluded.form_template
        where kept.version < excluded.version
        "#,
        item.code.as_str(),
        item.name,
        item.legal_basis,
        item.licence_kind.name(),
        item.certificate_name,
        item.valid_years,
        item.approving_unit.as_str(),
        item.commitment,
        item.joint_survey,
        item.major,
        item.promised_working_days,
        item.separated,
        item.conditions,
        item.quantity,
        item.procedure,
        item.fees,
        &item.materials,
        item.version,
        item.legal_working_days,
        item.form_template
    )
    .execute(tx)
    .await?;
    Ok(())
}

#[expect(clippy::struct_excessive_bools, reason = "the columns")]
struct Row {
    code: String,
    name: String,
    legal_basis: String,
    licence_kind: String,
    certificate_name: String,
    valid_years: i32,
    approving_unit: String,
    commitment: bool,
    joint_survey: bool,
    major: bool,
    promised_working_days: i32,
    legal_working_days: i32,
    separated: bool,
    conditions: String,
    quantity: String,
    procedure: String,
    fees: String,
    materials: Vec<String>,
    form_template: String,
    version: i64,
}

impl Row {
    fn item(self) -> Result<Item, sqlx::Error> {
        let bad = |column| database::inconsistent(&format!("approval.item.{column}"), &self.code);
        Ok(Item {
            licence_kind: LicenceKind::named(&self.licence_kind).ok_or_else(|| bad("licence_kind"))?,
            approving_unit: self.approving_unit.parse().map_err(|_| bad("approving_unit"))?,
            code: self.code.parse().map_err(|_| bad("code"))?,
            name: self.name,
            legal_basis: self.legal_basis,
            certificate_name: self.certificate_name,
            valid_years: self.valid_years,
            commitment: self.commitment,
            joint_survey: self.joint_survey,
            major: self.major,
            promised_working_days: self.promised_working_days,
            legal_working_days: self.legal_working_days,
            separated: self.separated,
            conditions: self.conditions,
            quantity: self.quantity,
            procedure: self.procedure,
            fees: self.fees,
            materials: self.materials,
            form_template: self.form_template,
            version: self.version,
        })
    }
}
