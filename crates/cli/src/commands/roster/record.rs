//! How people see the roster.

use proto::meeting::v1::{RecordSeatChangeResponse, Seat, SeatChange};

use crate::{
    output::{sheet, table},
    words,
};

/// Seats, a line each.
pub(super) fn seats(seats: &[Seat]) -> String {
    table(
        ["编号", "单位", "席位", "职务", "经办人", "起始日", "截止日"],
        seats.iter().map(|seat| {
            [
                seat.id.clone(),
                seat.unit.clone(),
                words::seat_role(seat.role()).to_owned(),
                seat.post.clone(),
                seat.official.clone(),
                seat.first_day.clone(),
                seat.last_day.clone(),
            ]
        }),
    )
}

/// Changes, a line each.
pub(super) fn changes(changes: &[SeatChange]) -> String {
    table(
        ["编号", "单位", "席位", "调整为", "起始日", "状态", "提出时间", "处理时间"],
        changes.iter().map(|change| {
            [
                change.id.clone(),
                change.unit.clone(),
                words::seat_role(change.role()).to_owned(),
                successor(change),
                change.first_day.clone(),
                words::seat_change_state(change.state()).to_owned(),
                words::instant(change.propose_time.as_ref()),
                words::instant(change.decide_time.as_ref()),
            ]
        }),
    )
}

/// One change.
pub(super) fn change(change: &SeatChange) -> String {
    sheet([
        ("编号", change.id.clone()),
        ("单位", change.unit.clone()),
        ("席位", words::seat_role(change.role()).to_owned()),
        ("调整为", successor(change)),
        ("经办人", change.official.clone()),
        ("起始日", change.first_day.clone()),
        ("原因", change.reason.clone()),
        ("状态", words::seat_change_state(change.state()).to_owned()),
        ("提出人", change.proposed_by.clone()),
        ("提出时间", words::instant(change.propose_time.as_ref())),
        ("处理人", change.decided_by.clone()),
        ("处理时间", words::instant(change.decide_time.as_ref())),
        ("不予登记理由", change.decline_reason.clone()),
    ])
}

/// A change that was just recorded, and the seat that came of it.
pub(super) fn recorded(answer: &RecordSeatChangeResponse) -> String {
    let sheet = change(&answer.change.clone().unwrap_or_default());
    match &answer.seat {
        Some(seat) => format!("{sheet}\n{}", seats(std::slice::from_ref(seat))),
        None => sheet,
    }
}

fn successor(change: &SeatChange) -> String {
    if change.ends { "退出".to_owned() } else { change.post.clone() }
}
