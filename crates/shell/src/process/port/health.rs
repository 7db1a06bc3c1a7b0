//! The standard health service, for clients that balance their load. Probes use the admin port.

use tonic::service::Routes;
use tonic_health::{
    ServingStatus::{NotServing, Serving},
    server::{HealthReporter, health_reporter},
};

use crate::gate::Policy;

/// What the process says of each of its services.
#[derive(Debug)]
pub(crate) struct Health {
    reporter: HealthReporter,
    services: Vec<&'static str>,
}

impl Health {
    /// Adds the health service to the routes; each service of the policy is said to serve.
    pub(crate) async fn add_to(routes: Routes, policy: &Policy) -> (Self, Routes) {
        let (reporter, server) = health_reporter();
        // The empty name stands for the whole process.
        let services: Vec<_> = policy.services().into_iter().chain([""]).collect();
        for service in &services {
            reporter.set_service_status(service, Serving).await;
        }
        (Self { reporter, services }, routes.add_service(server))
    }

    /// Says that the process ends: clients go elsewhere.
    pub(crate) async fn leave(&self) {
        for service in &self.services {
            self.reporter.set_service_status(service, NotServing).await;
        }
    }
}
