//! Tests: one file per call, one for the question by topic, one for the invariants.

mod accept;
mod accept_payment;
mod cancel_offer;
mod cancel_payment;
mod consent;
mod exclusivity;
mod exercise;
mod exhaustion;
mod invariants;
mod money;
mod offer;
mod pay_in;
mod question;
mod question_terms;
mod reads;
mod resume_licence;
mod revoke;
mod royalties;
mod set_exhaustion;
mod sublicences;
mod surrender_licence;
mod suspend_licence;
mod terminate;
mod withdraw_prefund;
mod withdraw_royalties;
