using System.Security.Cryptography;
using System.Text;

namespace Escalation.Decisions;

/// <content>What the record of a decision needs to know of the policy.</content>
public sealed partial class EscalationPolicy
{
    private string? _fingerprint;

    /// <summary>Identifies the whole policy, thresholds, costs, rules and routes included: 64 lowercase hexadecimal digits. Computed once.</summary>
    internal string Fingerprint => _fingerprint ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{Name.Length}:{Name}\n{PolicyFingerprint.Of(_shape.Version, [.. _triggers, .. _asyncTriggers.Select(registration => registration.Trigger)], _costs, calibrated: null)}\n{_shape.Routes.Configuration}\n{_shape.Rules?.RoutingConfiguration}")));

    internal PolicyShape Shape => _shape;

    internal CostRule? CostRule => _costs;

    /// <summary>Which side of its threshold a trigger escalates on; null for one that holds no threshold.</summary>
    internal ScoreDirection? DirectionOf(int index) => index < _triggers.Length && _triggers[index] is IThresholdTrigger { Threshold: var threshold } ? threshold.Direction : null;
}
