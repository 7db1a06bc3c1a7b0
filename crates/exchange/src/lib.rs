//! Push, delivery, claim and return: the symmetric exchange of the regulation, mounted in approval and supervision.
