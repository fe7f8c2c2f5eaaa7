using Escalation.Decisions;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Ambiguity.Attribution;
using Escalation.Triggers.Ambiguity.Goals;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Ambiguity.Slots;

namespace Escalation.DependencyInjection;

/// <summary>Turns validated options of ambiguity into calls of the builder.</summary>
internal static class AmbiguityApplication
{
    internal static void Apply(EscalationOptions options, EscalationPolicyBuilder policy, TimeProvider time)
    {
        if (options.Ambiguity is { Enabled: true } ambiguity)
        {
            policy.Add(new AmbiguityTrigger("ambiguity", ambiguity));
        }

        if (options.Disagreement is { } disagreement)
        {
            DirectedScore score = disagreement.ToScore();
            policy.Ambiguity(score, ThresholdOf(score, disagreement.Above, disagreement.Certificate, time), name: "disagreement");
        }

        SlotSchema[] schemas = [.. options.Slots?.Schemas.Select(schema => schema.Value.ToSchema(schema.Key)) ?? []];
        if (options.Slots is { Enabled: true } slots)
        {
            policy.Add(new SlotTrigger("slots", [], slots));
        }

        if (options.Goals is { Enabled: true } goals)
        {
            policy.Add(new GoalTrigger("goals", goals));
        }

        DirectedScore? distance = options.OutOfScope?.ToScore();
        Threshold? farthest = distance is null ? null : ThresholdOf(distance, options.OutOfScope!.Level, options.OutOfScope.Certificate, time);
        if (distance is not null)
        {
            policy.OutOfScope(distance, farthest!);
        }

        if (options.Attribution is { Enabled: true } attribution)
        {
            policy.Add(new AttributionTrigger("attribution", attribution, schemas, distance, farthest));
        }
    }

    private static Threshold ThresholdOf(DirectedScore score, double? level, string? certificate, TimeProvider time) =>
        certificate is null ? score.At(level!.Value) : OptionsApplication.ReadCertificate(certificate, time);
}
