//! What does not go smoothly: a decision that nobody can route, a delivery that is returned, a broker that forgets all.

use anyhow::Context;
use jiff::civil::Date;
use proto::{
    approval::v1::ResolveDecisionRequest,
    exchange::v1::{DeliveryState, GetPushRequest, RecipientRole, ReturnCode, ReturnDeliveryRequest},
};

use super::{
    days::{Day, ITEM_BY_HAND},
    replay::Replay,
    tally::Tally,
};

/// On the morning of this working day, or the next that has one, a delivery is returned.
const RETURN_ON: usize = 5;
/// Who returns it.
const RETURNING: &str = "zjj";
/// In the afternoon of this working day the broker is gone.
const WIPE_ON: usize = 10;

impl Replay {
    /// A person names the item of each decision that waits for it; it is pushed then.
    pub(super) async fn route_by_hand(&mut self, date: Date) -> anyhow::Result<()> {
        for id in std::mem::take(&mut self.unrouted) {
            let request = ResolveDecisionRequest {
                request_id: ids::RequestId::generate().0.to_string(),
                id,
                item_code: ITEM_BY_HAND.to_owned(),
                ..ResolveDecisionRequest::default()
            };
            let decision = self.sender.decisions().resolve_decision(request).await?.into_inner().decision;
            let id = decision.context("no decision")?.push_id;
            let push = self.sender.pushes().get_push(GetPushRequest { id }).await?.into_inner();
            self.made += i32::try_from(push.deliveries.len())?;
            let units: Vec<_> = push.deliveries.into_iter().map(|delivery| delivery.unit).collect();
            self.board
                .say(&format!("{date}  人工分派 routed by hand as {ITEM_BY_HAND}: {}", units.join("、")))?;
        }
        Ok(())
    }

    /// A bureau returns what it thinks is another's.
    pub(super) async fn give_back(&mut self, number: usize, date: Date) -> anyhow::Result<()> {
        if number != RETURN_ON {
            return Ok(());
        }
        let desk =
            self.desks.iter_mut().find(|desk| desk.unit.code == RETURNING).context("no such bureau")?;
        let waiting = desk.bureau.all_deliveries(&[DeliveryState::Delivered]).await?;
        let others = waiting.into_iter().find(|delivery| delivery.role() == RecipientRole::Other);
        let delivery = others.context("there is nothing to return")?;
        let title = delivery.push.unwrap_or_default().title;
        let request = ReturnDeliveryRequest {
            request_id: ids::RequestId::generate().0.to_string(),
            id: delivery.id,
            code: ReturnCode::OtherUnit.into(),
            remark: "由牵头单位监管".to_owned(),
            suggested_unit: "zhzfj".to_owned(),
            ..ReturnDeliveryRequest::default()
        };
        desk.bureau.deliveries().return_delivery(request).await?;
        desk.done = desk.done + Tally { delivered: 1, returned: 1, ..Tally::default() };
        self.board.say(&format!("{date}  退回 returned by {RETURNING}: {title}"))
    }

    /// Kills the broker on its day and deletes everything that it kept.
    pub(super) fn wipe_broker(&mut self, number: usize) -> anyhow::Result<bool> {
        let is_today = number == WIPE_ON;
        if is_today {
            self.playhouse.nats.wipe()?;
        }
        Ok(is_today)
    }

    /// Starts it again, empty.
    pub(super) async fn restart_broker(&mut self, day: &Day) -> anyhow::Result<()> {
        let missing = self.missing().await?;
        self.playhouse.nats.restart()?;
        self.until_delivered().await?;
        self.board.say(&format!("{}  消息服务器被清空 the broker lost its whole store:", day.date))?;
        self.board.say(&format!(
            "            {} decisions recorded meanwhile, {missing} deliveries waited, 0 lost",
            day.decisions
        ))
    }
}
