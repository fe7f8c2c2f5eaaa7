using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Why a turn was handed off. Numbers that nobody knows are NaN.</summary>
public sealed record EscalationCause
{
    /// <summary>What was decided.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>The primary reason.</summary>
    public required Reason Reason { get; init; }

    /// <summary>The decision in one or two sentences.</summary>
    public required PackageText Summary { get; init; }

    /// <summary>The policy's name, or null when no policy came to decide.</summary>
    public string? Policy { get; init; }

    /// <summary>The score that decided.</summary>
    public double Score { get; init; } = double.NaN;

    /// <summary>The threshold it was compared with.</summary>
    public double Threshold { get; init; } = double.NaN;

    /// <summary>The certificate behind the threshold, or null when it is uncalibrated.</summary>
    public string? CertificateId { get; init; }

    /// <summary>How far a certificate's promise reaches over the decision.</summary>
    public GuaranteeScope GuaranteeScope { get; init; }

    /// <summary>What the promise does not cover.</summary>
    public IReadOnlyList<string> OutsideGuarantee { get; init; } = [];

    /// <summary>p, the estimated probability that the model is right.</summary>
    public double ModelIsRight { get; init; } = double.NaN;

    /// <summary>q, the estimated probability that the expert is right.</summary>
    public double ExpertIsRight { get; init; } = double.NaN;

    /// <summary>The expected cost of acting.</summary>
    public double ExpectedCostOfActing { get; init; } = double.NaN;

    /// <summary>The expected cost of escalating.</summary>
    public double ExpectedCostOfEscalating { get; init; } = double.NaN;

    /// <summary>How grave the primary reason is.</summary>
    public Severity Severity { get; init; }

    /// <summary>The costs that were weighed: of a wrong act and of an escalation; null when the policy weighs none or the turn's were invalid.</summary>
    public DecisionCosts? Costs { get; init; }

    /// <summary>The class of the proposed act, on which costs may depend; null when there is none.</summary>
    public string? DecisionClass { get; init; }

    /// <summary>What each trigger said; skipped ones are left out.</summary>
    public IReadOnlyList<TriggerFinding> Triggers { get; init; } = [];
}
