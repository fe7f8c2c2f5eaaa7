using Escalation.Evaluation.Profiles;

namespace Escalation.Tool.Verbs.Profile;

/// <summary>The profile of one model of a table.</summary>
internal sealed record ModelProfile(string Model, EscalationProfile Profile);
