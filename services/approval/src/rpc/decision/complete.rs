//! Adds what an imported decision lacks (补全要素); what is there cannot be changed. The recipients are told.

use proto::approval::v1::{CompleteDecisionRequest, CompleteDecisionResponse};
use refusal::{Refusal, articles};
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{
    App,
    model::Completed,
    operations,
    rules::{
        phone,
        plain_text::{self, Lines},
    },
};

impl Act<App> for CompleteDecisionRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let given = given(&self)?;
        let decision = operations::complete_decision(context, &app.exchange, id, given).await?;
        let shown = present::masked(&decision, context.now);
        Ok(Done::with(id, CompleteDecisionResponse { decision: Some(shown) }))
    }
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
