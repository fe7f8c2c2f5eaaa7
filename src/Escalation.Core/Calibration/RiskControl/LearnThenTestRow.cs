using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.RiskControl;

/// <summary>One configuration with what the testing items say about it.</summary>
/// <typeparam name="TConfiguration">What is being calibrated.</typeparam>
/// <remarks>Immutable as far as the configuration is.</remarks>
public sealed class LearnThenTestRow<TConfiguration>
{
    private readonly RiskEvidence _evidence;
    private readonly RiskDecision _decision;

    internal LearnThenTestRow(TConfiguration configuration, int index, RiskEvidence evidence, RiskDecision decision, double? objective)
    {
        Configuration = configuration;
        Index = index;
        Objective = objective;
        _evidence = evidence;
        _decision = decision;
    }

    /// <summary>The configuration.</summary>
    public TConfiguration Configuration { get; }

    /// <summary>Its place in the list.</summary>
    public int Index { get; }

    /// <summary>The p-value of "any risk is beyond its bound": the largest of the risks' p-values.</summary>
    public double PValue => _evidence.PValue(Index);

    /// <summary>Whether it is certified: every risk within its bound.</summary>
    public bool Certified => _decision.IsCertified(Index);

    /// <summary>Whether any hypothesis about it was tested.</summary>
    public bool Tested => _decision.IsTested(Index);

    /// <summary>The value of the objective on the choosing items; null unless certified.</summary>
    public double? Objective { get; }

    /// <summary>The names of the risks whose p-values are above the level at which they were tested, or above delta where they were not: what stands in the way of this configuration.</summary>
    public IReadOnlyList<string> FailedRisks
    {
        get
        {
            var failed = new List<string>();
            for (int risk = 0; risk < _evidence.Risks; risk++)
            {
                if (!(_evidence.PValue(Index, risk) <= (_decision.Level(Index, risk) ?? _evidence.Delta)))
                {
                    failed.Add(_evidence.RiskNames[risk]);
                }
            }

            return failed;
        }
    }

    /// <summary>The measurement of one risk on the testing items.</summary>
    /// <param name="risk">The risk's place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such risk.</exception>
    public RiskMeasurement Measurement(int risk) => _evidence.Testing(Index, Require(risk));

    /// <summary>What became of the hypothesis that one risk is beyond its bound.</summary>
    /// <param name="risk">The risk's place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such risk.</exception>
    public HypothesisOutcome Outcome(int risk) => _decision.Outcome(Index, Require(risk));

    /// <summary>The level at which that hypothesis was rejected, or last failed; null where it was not tested.</summary>
    /// <param name="risk">The risk's place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such risk.</exception>
    public double? Level(int risk) => _decision.Level(Index, Require(risk));

    private int Require(int risk) => risk >= 0 && risk < _evidence.Risks
        ? risk
        : throw new ArgumentOutOfRangeException(nameof(risk), risk, FormattableString.Invariant($"risk must be from 0 to {_evidence.Risks - 1}, but was {risk}."));
}
