//! Adds what an imported decision lacks; the recipients are told.

use std::sync::Arc;

use prost::Message;
use proto::approval::v1::{CompleteDecisionRequest, CompleteDecisionResponse};
use refusal::{Refusal, articles};
use shell::{Caller, Error, Write};

use super::{decision_wire, fields};
use crate::{
    App,
    model::Completed,
    operations,
    rules::phone,
    rules::plain_text::{self, Lines},
};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DecisionService/CompleteDecision";

pub(super) async fn complete_decision(
    app: Arc<App>,
    caller: Caller,
    request: CompleteDecisionRequest,
) -> Result<CompleteDecisionResponse, Error> {
    let body = request.encode_to_vec();
    let id = fields::id("id", &request.id)?;
    let given = given(&request)?;
    let official = caller.acting_official()?;
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };

    let calendar = app.exchange.reference.calendar();
    let desk = app.desk(&caller.unit, &official, &calendar);
    let outcomes = operations::complete_decision(write.tx(), &desk, vec![(id, given)]).await?;
    let shown = decision_wire::masked(&operations::only(outcomes)?, desk.now);
    write.commit(&[id.to_string()], CompleteDecisionResponse { decision: Some(shown) }).await
}

/// The fields that are given, by the same rules as when they are recorded (Art. 22(2)).
fn given(request: &CompleteDecisionRequest) -> Result<Completed, Refusal> {
    let mut violations = Vec::new();
    let mut text =
        |field: &str, text: &str, longest: usize| match plain_text::check(field, text, longest, Lines::One) {
            Ok(text) => text,
            Err(violation) => {
                violations.push(violation);
                String::new()
            }
        };
    let mut given = Completed {
        case_number: text("case_number", &request.case_number, 50),
        premises_address: text("premises_address", &request.premises_address, 400),
        contact_name: text("contact_name", &request.contact_name, 50),
        contact_phone: String::new(),
    };
    if !request.contact_phone.trim().is_empty() {
        match phone::check("contact_phone", &request.contact_phone) {
            Ok(phone) => given.contact_phone = phone,
            Err(violation) => violations.push(violation),
        }
    }
    if violations.is_empty() {
        Ok(given)
    } else {
        Err(Refusal::invalid(violations).under(articles::ART_22_2))
    }
}
