/* policy.c: the points of the policy page, in the order they are read. */
#include "brief/transparency/policy.h"

#include <stddef.h>

const struct policy_point policy_points[] = {
	{ MSG_policy_point_aggregate, MSG_policy_point_aggregate_text },
	{ MSG_policy_point_claims, MSG_policy_point_claims_text },
	{ MSG_policy_point_takedown, MSG_policy_point_takedown_text },
	{ MSG_policy_point_covert, MSG_policy_point_covert_text },
	{ MSG_policy_point_profile, MSG_policy_point_profile_text },
	{ MSG_policy_point_target, MSG_policy_point_target_text },
	{ MSG_policy_point_forecast, MSG_policy_point_forecast_text },
	{ MSG_policy_point_press, MSG_policy_point_press_text },
	{ 0 }
};

const struct policy_family policy_families[] = {
	{ "69, 76", MSG_policy_family_opinion, MSG_policy_family_opinion_offered,
	    MSG_policy_family_opinion_left },
	{ "57", MSG_policy_family_orient, MSG_policy_family_orient_offered,
	    MSG_policy_family_orient_left },
	{ "82", MSG_policy_family_refute, MSG_policy_family_refute_offered,
	    MSG_policy_family_refute_left },
	{ "83", MSG_policy_family_control, MSG_policy_family_control_offered,
	    MSG_policy_family_control_left },
	{ "90", MSG_policy_family_editors, MSG_policy_family_editors_offered,
	    MSG_policy_family_editors_left },
	{ "71", MSG_policy_family_petitions, MSG_policy_family_petitions_offered,
	    MSG_policy_family_petitions_left },
	{ "74", MSG_policy_family_analyse, MSG_policy_family_analyse_offered,
	    MSG_policy_family_analyse_left },
	{ "78, 84, 113", MSG_policy_family_persons, MSG_policy_family_persons_offered,
	    MSG_policy_family_persons_left },
	{ 0 }
};

const struct policy_point policy_changed[] = {
	{ MSG_policy_changed_r15, MSG_policy_changed_r15_text },
	{ MSG_policy_changed_r57, MSG_policy_changed_r57_text },
	{ MSG_policy_changed_r58, MSG_policy_changed_r58_text },
	{ MSG_policy_changed_r69, MSG_policy_changed_r69_text },
	{ MSG_policy_changed_r71, MSG_policy_changed_r71_text },
	{ MSG_policy_changed_r74, MSG_policy_changed_r74_text },
	{ MSG_policy_changed_r76, MSG_policy_changed_r76_text },
	{ MSG_policy_changed_r78, MSG_policy_changed_r78_text },
	{ MSG_policy_changed_r82, MSG_policy_changed_r82_text },
	{ MSG_policy_changed_r83, MSG_policy_changed_r83_text },
	{ MSG_policy_changed_r84, MSG_policy_changed_r84_text },
	{ MSG_policy_changed_r90, MSG_policy_changed_r90_text },
	{ MSG_policy_changed_r113, MSG_policy_changed_r113_text },
	{ 0 }
};

const struct policy_point policy_proofs[] = {
	{ MSG_policy_proof_person, MSG_policy_proof_person_text },
	{ MSG_policy_proof_schema, MSG_policy_proof_schema_text },
	{ MSG_policy_proof_public, MSG_policy_proof_public_text },
	{ MSG_policy_proof_later, MSG_policy_proof_later_text },
	{ MSG_policy_proof_source, MSG_policy_proof_source_text },
	{ 0 }
};
