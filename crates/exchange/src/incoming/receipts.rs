//! Pushes of this service have arrived (回执): only a receipt makes a delivery `delivered`.

use mailbox::{OnReceipts, ReceivedReceipt, Rejected};
use sqlx::PgConnection;

use crate::{Exchange, Host, operations};

impl<H: Host> OnReceipts for Exchange<H> {
    async fn on_receipts(&self, tx: &mut PgConnection, receipts: &[ReceivedReceipt]) -> Result<(), Rejected> {
        operations::record_receipts(tx, &self.reference.calendar(), receipts).await
    }
}
