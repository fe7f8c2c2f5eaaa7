using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Checked, unchangeable options of a text trigger.</summary>
internal sealed class TextScan
{
    internal TextScan(TextScanOptions options)
    {
        if (!TurnTexts.IsValid(options.Sources))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Sources, $"Sources must name at least one text of the turn, but was '{options.Sources}'.");
        }

        Sources = options.Sources;
        MaximumLength = Guard.AtLeast(options.MaximumLength, 1, nameof(options.MaximumLength));
        TextIsOptional = options.TextIsOptional;
        Outcome = TriggerParts.RequireProposal(options.Outcome);
    }

    internal TextSources Sources { get; }

    internal int MaximumLength { get; }

    internal bool TextIsOptional { get; }

    internal DecisionOutcome Outcome { get; }

    internal string Configuration => string.Create(CultureInfo.InvariantCulture, $"{Sources};{MaximumLength};{TextIsOptional};{Outcome}");

    /// <summary>The texts of the turn, or the signal to give because they cannot be scanned.</summary>
    internal TurnTexts Read(AgentTurn turn, out Signal? refusal)
    {
        TurnTexts texts = TurnTexts.Of(turn, Sources);
        refusal = texts.Refuse(MaximumLength, TextIsOptional);
        return texts;
    }
}
