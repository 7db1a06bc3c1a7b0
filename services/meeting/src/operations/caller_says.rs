//! Who does something and when, as it is kept: the caller of the act, now.

use ids::ReportId;
use refusal::Refusal;
use shell::Context;

use crate::model::{Report, Resolution, Step};

impl Step {
    /// The step that an act takes.
    pub(crate) fn of(context: &Context<'_>) -> Result<Self, Refusal> {
        Ok(Self { by: context.official()?, at: context.now })
    }
}

impl Report {
    /// What the caller says as it brings the resolution where it is now.
    pub(crate) fn of(context: &Context<'_>, resolution: &Resolution, text: String) -> Result<Self, Refusal> {
        Ok(Self {
            id: ReportId::generate(),
            resolution: resolution.id,
            unit: context.caller.unit.clone(),
            text,
            said: Step::of(context)?,
            to: Some(resolution.state.word()),
        })
    }
}
