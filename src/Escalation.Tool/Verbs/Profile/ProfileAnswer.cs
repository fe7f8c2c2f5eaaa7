using Escalation.Evaluation.Profiles;

namespace Escalation.Tool.Verbs.Profile;

/// <summary>What <c>profile</c> found.</summary>
/// <param name="Models">The models.</param>
/// <param name="Ratios">The cost ratios of the escalation accuracy.</param>
/// <param name="Level">The confidence level of intervals.</param>
/// <param name="Compared">The two models that were compared; empty for none.</param>
/// <param name="Comparison">The comparison, or null.</param>
internal sealed record ProfileAnswer(IReadOnlyList<ModelProfile> Models, IReadOnlyList<double> Ratios, double Level, IReadOnlyList<string> Compared, ProfileComparison? Comparison);
