using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Escalation.Decisions;

/// <summary>Identifies what a policy does besides one threshold: SHA-256 over its version, the types, names and configurations of its triggers and its costs.</summary>
internal static class PolicyFingerprint
{
    /// <summary>The fingerprint as 64 lowercase hexadecimal digits.</summary>
    /// <param name="version">What the caller says about triggers that cannot say it themselves.</param>
    /// <param name="triggers">All triggers in the policy's order, synchronous ones first.</param>
    /// <param name="costs">The cost rule, or null.</param>
    /// <param name="calibrated">The trigger whose threshold is left out; others count with theirs.</param>
    internal static string Of(string version, IEnumerable<object> triggers, CostRule? costs, object? calibrated)
    {
        var text = new StringBuilder();
        Line(text, 0, "version", version);
        foreach (object trigger in triggers)
        {
            Describe(text, 0, trigger, calibrated);
        }

        Line(text, 0, "costs", costs?.Configuration ?? "none");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Describe(StringBuilder text, int depth, object trigger, object? calibrated)
    {
        if (trigger is ITriggerAdapter adapter)
        {
            Describe(text, depth, adapter.Inner, calibrated);
            return;
        }

        Line(text, depth, "trigger", trigger is ITrigger synchronous ? synchronous.Name : ((IAsyncTrigger)trigger).Name);
        Line(text, depth, "type", trigger.GetType().FullName ?? "");
        if (trigger is IConfigured configured)
        {
            Line(text, depth, "configuration", configured.Configuration);
        }

        if (trigger is IThresholdTrigger { Threshold: var threshold, Outcome: var outcome })
        {
            Line(text, depth, "threshold", $"{threshold.Direction} {threshold.Purpose} {outcome}");
            if (!ReferenceEquals(trigger, calibrated))
            {
                Line(text, depth, "value", threshold.Value.ToString("R", CultureInfo.InvariantCulture));
            }
        }

        if (trigger is ICompositeTrigger composite)
        {
            foreach (object child in composite.Children)
            {
                Describe(text, depth + 1, child, calibrated);
            }
        }
    }

    /// <summary>The length before each text keeps two different lists of texts from ever reading alike.</summary>
    private static void Line(StringBuilder text, int depth, string key, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{depth} {key} {value.Length}:{value}\n");
}
