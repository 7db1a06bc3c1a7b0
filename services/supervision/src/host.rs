//! What the exchange changes here: supervised subjects enter the register, are claimed, are completed.

use exchange::{Happening, Host};
use seal::Index;
use shell::Error;
use sqlx::PgConnection;

use crate::operations;

/// Supervision as the exchange's host.
pub struct Supervision {
    /// Finds natural persons by a keyed hash of their number.
    pub index: Index,
}

impl Host for Supervision {
    async fn licence_decisions(&self, tx: &mut PgConnection, what: Happening<'_>) -> Result<(), Error> {
        match what {
            Happening::Arrived(arrivals) => operations::enter_register(tx, &self.index, arrivals).await?,
            Happening::Claimed(deliveries) => operations::mark_claimed(tx, deliveries).await?,
            Happening::Returned(delivery) => operations::mark_returned(tx, delivery).await?,
            Happening::Completed(completed) => {
                if let Some(decision) = completed.content.licence_decision() {
                    operations::complete_licences(tx, completed.deliveries, decision).await?;
                }
            }
        }
        Ok(())
    }
}
