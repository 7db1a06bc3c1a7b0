//! A delivery to the caller's unit; with personal data in clear when asked, which is recorded in the same transaction.

use ids::DeliveryId;
use proto::exchange::v1::{GetDeliveryRequest, GetDeliveryResponse};
use refusal::{Refusal, articles};
use shell::{Error, Read, View, parse_id};

use super::present;
use crate::{
    Exchange, Host,
    model::{Delivery, State},
    operations,
};

/// The preset purpose of a reveal to a recipient; nobody types one.
const PURPOSE: &str = "监管履职";

impl<H: Host> Read<Exchange<H>> for GetDeliveryRequest {
    async fn read(self, app: &Exchange<H>, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: DeliveryId = parse_id("id", &self.id)?;
        if self.reveal_personal {
            // Whoever sees it is named in the record.
            view.caller.acting_official()?;
        }
        let official_reads_at = view.caller.official.as_ref().map(|_| view.now);
        let (delivery, first) = operations::read(view.tx, id, &view.caller.unit, official_reads_at).await?;
        if first {
            view.note(&[id.to_string()]).await?;
        }
        if !self.reveal_personal {
            let shown = present::masked(app, view.tx, &delivery).await?;
            return Ok(GetDeliveryResponse { delivery: Some(shown) });
        }
        may_be_revealed(&delivery)?;
        let shown = present::clear(app, view.tx, &delivery).await?;
        view.reveal(&[id.to_string()], PURPOSE).await?;
        Ok(GetDeliveryResponse { delivery: Some(shown) })
    }
}

/// What a unit has returned is not its to supervise: the purpose is gone.
fn may_be_revealed(delivery: &Delivery) -> Result<(), Refusal> {
    if !matches!(delivery.state, State::Returned(..)) {
        return Ok(());
    }
    let refusal = Refusal::precondition(
        "DELIVERY_ALREADY_RETURNED",
        "returned: there is no supervision for which personal data may be seen",
        "该送达已退回，不再具有查看个人信息的监管职责",
    );
    Err(refusal.under(articles::ART_20))
}
