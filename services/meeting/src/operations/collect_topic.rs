//! A topic is collected (征集): a unit proposed it, or the platform could not settle the matter.

use sqlx::PgConnection;

use crate::{model::Topic, store::topic};

/// Keeps it; a matter that is a topic already is left as it is.
pub(crate) async fn collect_topic(tx: &mut PgConnection, new: &Topic) -> Result<(), sqlx::Error> {
    topic::insert(tx, new).await
}
