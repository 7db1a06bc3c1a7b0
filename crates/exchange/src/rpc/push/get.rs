//! A push of the caller's unit with its deliveries. Of another unit: it does not exist.

use ids::PushId;
use proto::exchange::v1::{GetPushRequest, GetPushResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use crate::{
    Exchange, Host, store,
    wire::{delivery_to_proto, push_to_proto, return_to_proto},
};

impl<H: Host> Read<Exchange<H>> for GetPushRequest {
    async fn read(self, app: &Exchange<H>, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: PushId = parse_id("id", &self.id)?;
        let push = store::push::find_sent(view.tx, app.service(), id, &view.caller.unit).await?;
        let push = push.ok_or_else(|| Refusal::not_found("push", "推送"))?;
        let rows = store::delivery::list_of_pushes(view.tx, &[id]).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let returns = store::returns::list(view.tx, &ids).await?;
        let mut deliveries = Vec::with_capacity(rows.len());
        for row in &rows {
            let own = returns.iter().filter(|(delivery, _)| *delivery == row.id);
            let own = own.map(|(_, send_back)| return_to_proto(send_back)).collect();
            deliveries.push(delivery_to_proto(row, None, own, None, view.now));
        }
        Ok(GetPushResponse { push: Some(push_to_proto(&push)), deliveries })
    }
}
