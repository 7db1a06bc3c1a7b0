//! Messages arrive where none waits long for its receipt and none is parked.

use client::{Calls, call};
use proto::mailbox::v1::{GetMailboxStatusRequest, GetMailboxStatusResponse, ReceiverStatus};

use super::Finding;
use crate::target::Service;

/// In seconds. Receipts take well under a second; a minute means that something stands.
const OLDEST: f64 = 60.0;

pub(super) async fn examine(service: Service, calls: Calls) -> Vec<Finding> {
    match call(calls, GetMailboxStatusRequest {}).await {
        Ok(answer) => judge(service, &answer),
        Err(status) => {
            let check = format!("信箱 {}", service.name());
            vec![Finding::unanswered(check, &status, "查看服务日志 / see its log")]
        }
    }
}

fn judge(service: Service, status: &GetMailboxStatusResponse) -> Vec<Finding> {
    let name = service.name();
    let broker = if status.broker_connected {
        Finding::well(format!("消息服务器 {name}"), "已连接")
    } else {
        let advice = "检查 NATS；业务照常，消息留在数据库等待 / check NATS; messages wait in the database";
        Finding::wrong(format!("消息服务器 {name}"), "未连接", advice)
    };
    let parked = if status.parked == 0 {
        Finding::well(format!("搁置消息 {name}"), "没有")
    } else {
        let advice = format!("shenguan mailbox parked list --service {name}");
        Finding::wrong(format!("搁置消息 {name}"), format!("{} 条", status.parked), advice)
    };
    let receivers = status.receivers.iter().filter(|one| one.enrolled).map(|one| receiver(name, one));
    [broker, parked].into_iter().chain(receivers).collect()
}

fn receiver(sender: &str, one: &ReceiverStatus) -> Finding {
    let check = format!("回执 {sender}→{}", one.receiver);
    if one.pending == 0 {
        return Finding::well(check, "全部收到");
    }
    let detail = format!("待回执 {} 条，最早 {:.0} 秒", one.pending, one.oldest_age_seconds);
    if one.oldest_age_seconds <= OLDEST {
        return Finding::well(check, detail);
    }
    Finding::wrong(check, detail, "检查接收方服务和 NATS / check the receiving service and NATS")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(status: &GetMailboxStatusResponse) -> usize {
        judge(Service::Approval, status).iter().filter(|finding| finding.is_wrong()).count()
    }

    #[test]
    fn an_old_message_without_a_receipt_is_wrong_and_a_young_one_is_not() {
        let mut one = ReceiverStatus {
            receiver: "supervision".to_owned(),
            enrolled: true,
            pending: 3,
            oldest_age_seconds: 5.0,
            ..ReceiverStatus::default()
        };
        assert!(!receiver("approval", &one).is_wrong());
        one.oldest_age_seconds = 61.0;
        assert!(receiver("approval", &one).is_wrong());
    }

    #[test]
    fn a_receiver_that_takes_no_part_yet_is_no_fault() {
        let late = ReceiverStatus { pending: 9, oldest_age_seconds: 1e6, ..ReceiverStatus::default() };
        let status = GetMailboxStatusResponse {
            broker_connected: true,
            receivers: vec![late],
            ..GetMailboxStatusResponse::default()
        };
        assert_eq!(wrong(&status), 0);
    }

    #[test]
    fn parked_messages_and_a_lost_broker_are_each_wrong() {
        assert_eq!(wrong(&GetMailboxStatusResponse { parked: 1, ..GetMailboxStatusResponse::default() }), 2);
    }
}
