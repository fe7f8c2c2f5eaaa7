using System.Globalization;

namespace Escalation.Calibration.RiskControl;

/// <summary>The answer of <see cref="LearnThenTest"/>: the certified configurations and the best of them, or why there is none. There is never a chosen configuration that is not certified.</summary>
/// <typeparam name="TConfiguration">What is being calibrated.</typeparam>
/// <remarks>Immutable as far as the configurations are.</remarks>
public sealed class LearnThenTestResult<TConfiguration>
{
    private readonly RiskExplanation _explanation;

    internal LearnThenTestResult(LearnThenTestRow<TConfiguration>[] rows, RiskEvidence evidence, RiskDecision decision, RiskProcedure procedure, CalibrationSplit split)
    {
        Rows = Array.AsReadOnly(rows);
        Risks = evidence.RiskNames;
        Delta = evidence.Delta;
        Procedure = procedure;
        Split = split;
        HypothesesTested = decision.Tested;
        var certified = new List<LearnThenTestRow<TConfiguration>>();
        foreach (LearnThenTestRow<TConfiguration> row in rows)
        {
            if (row.Objective is { } objective)
            {
                certified.Add(row);
                Chosen = Chosen is null || objective < Chosen.Objective ? row : Chosen;
            }
        }

        Certified = certified.AsReadOnly();
        _explanation = RiskExplanation.Of(evidence, decision, certified.Count > 0);
    }

    /// <summary>What came of it.</summary>
    public RiskVerdict Verdict => _explanation.Verdict;

    /// <summary>The answer in a sentence.</summary>
    public string Message => Chosen is { } chosen
        ? string.Create(CultureInfo.InvariantCulture, $"Certified: {Certified.Count} of {Rows.Count} configurations keep all of {Risks.Count} risks, except with probability {Delta:R}; the best is number {chosen.Index} with an objective of {chosen.Objective:R}.")
        : _explanation.Message;

    /// <summary>The risk that stands in the way: the one that passes nowhere, or that failed first where a sequence was blocked; null when certified, or when it is not one alone.</summary>
    public string? BlockingRisk => _explanation.BlockingRisk;

    /// <summary>Every configuration in the listed order.</summary>
    public IReadOnlyList<LearnThenTestRow<TConfiguration>> Rows { get; }

    /// <summary>The certified configurations in the listed order. All of them keep all bounds at once, with probability at least <c>1 - Delta</c>.</summary>
    public IReadOnlyList<LearnThenTestRow<TConfiguration>> Certified { get; }

    /// <summary>The certified configuration with the least objective, the first of them in a tie; null when none is certified.</summary>
    public LearnThenTestRow<TConfiguration>? Chosen { get; }

    /// <summary>The names of the risks.</summary>
    public IReadOnlyList<string> Risks { get; }

    /// <summary>The family-wise error level.</summary>
    public double Delta { get; }

    /// <summary>How the level was spent.</summary>
    public RiskProcedure Procedure { get; }

    /// <summary>Which items chose and which tested.</summary>
    public CalibrationSplit Split { get; }

    /// <summary>How many hypotheses were tested, failing ones included.</summary>
    public int HypothesesTested { get; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
