using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>The slot of a loop state. Its name carries a fingerprint of the rules, so that changed rules start from the retained steps and never misread old hashes.</summary>
internal sealed class LoopSlot(LoopRules rules) : ConversationSlot<LoopState>(string.Create(CultureInfo.InvariantCulture, $"loops-{rules.Fingerprint:x16}"), LoopStateJson.Version)
{
    public override LoopState Create() => new(rules);

    public override void Write(Utf8JsonWriter writer, LoopState state)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(state);
        LoopStateJson.Write(writer, state);
    }

    public override LoopState Read(JsonElement json, int version) => version == LoopStateJson.Version
        ? LoopStateJson.Read(json, rules)
        : throw new FormatException($"A loop state of version {version} cannot be read; this library reads version {LoopStateJson.Version}.");
}
