using Escalation.Learning.Boosting;
using Escalation.Learning.Calibrators;
using Escalation.Prediction.Features;

namespace Escalation.Prediction.Training;

/// <summary>How a predictor is trained.</summary>
public sealed record PredictorTrainingOptions
{
    /// <summary>The predictor's name.</summary>
    public string Name { get; init; } = "performance-predictor";

    /// <summary>How the probability is made.</summary>
    public MetaModelKind Kind { get; init; }

    /// <summary>The penalties to choose from for linear models, on standardised features: finite and above 0, at least 1, distinct.</summary>
    public IReadOnlyList<double> Penalties { get; init; } = [0.3, 1.0, 3.0, 10.0, 30.0, 100.0];

    /// <summary>The numbers of rounds to choose from for boosted stumps: 1 to 10,000, at least 1, distinct.</summary>
    public IReadOnlyList<int> Rounds { get; init; } = [25, 50, 100, 200, 400];

    /// <summary>The learning rate of boosting, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Which way the probability may go when a feature grows, by the feature's name; for boosted stumps only. For example a stated severity never speaks for acting.</summary>
    public IReadOnlyDictionary<string, MonotoneDirection> Monotone { get; init; } = new Dictionary<string, MonotoneDirection>(StringComparer.Ordinal);

    /// <summary>Whether both classes weigh the same in the fit. That moves all probabilities, so a map fitted on out-of-fold scores moves them back.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>
    /// The map that goes over the model, fitted on out-of-fold scores; none when null. <see cref="MetaModelKind.Ridge"/> and balanced classes need one and get <see cref="CalibrationMethod.Platt"/> when null.
    /// Balanced classes shift the log-odds, which <see cref="CalibrationMethod.Temperature"/> cannot undo. Platt's map and the temperature become part of the model; the others stand over its probability,
    /// and each method's own page says how many rows it needs. Out-of-fold scores come from models beside the one they calibrate, so the exact validity of <see cref="CalibrationMethod.VennAbers"/> on held-out rows holds only about.
    /// </summary>
    public CalibrationMethod? Calibration { get; init; }

    /// <summary>Which number of an interval the predictor gives; an end for <see cref="CalibrationMethod.VennAbers"/> only.</summary>
    public CalibratedEnd End { get; init; }

    /// <summary>The folds whose held-out predictions are reported, at least 2; blocks after the first when in the order of time.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The folds, within each of those, that choose the penalty or the rounds and whose scores calibrate, at least 2.</summary>
    public int InnerFolds { get; init; } = 4;

    /// <summary>How rows are split.</summary>
    public FoldOrder Order { get; init; }

    /// <summary>The seed of the folds; the same one gives the same predictor.</summary>
    public ulong Seed { get; init; }

    internal CalibrationMethod? Method => Calibration ?? (BalanceClasses || Kind == MetaModelKind.Ridge ? CalibrationMethod.Platt : null);

    internal bool Calibrates => Method is not null;

    internal void Check(FeatureSchema schema)
    {
        Guard.NotBlank(Name);
        ArgumentNullException.ThrowIfNull(Penalties);
        ArgumentNullException.ThrowIfNull(Rounds);
        ArgumentNullException.ThrowIfNull(Monotone);
        Guard.AtLeast(Folds, 2);
        Guard.AtLeast(InnerFolds, 2);
        Guard.AtLeast(Penalties.Distinct().Count(), 1, nameof(Penalties));
        Guard.AtLeast(Rounds.Distinct().Count(), 1, nameof(Rounds));
        foreach (double penalty in Penalties)
        {
            Guard.Positive(penalty, nameof(Penalties));
        }

        if (!Enum.IsDefined(Kind) || !Enum.IsDefined(Order))
        {
            throw OutOfRange(nameof(Kind), $"{Kind}, {Order}", "of its enum, and so must Order");
        }

        if (!Enum.IsDefined(End) || (Calibration is { } method && !Enum.IsDefined(method)))
        {
            throw OutOfRange(nameof(Calibration), $"{Calibration}, {End}", "of its enum, and so must End");
        }

        if (End != CalibratedEnd.Combined && Calibration != CalibrationMethod.VennAbers)
        {
            throw Inconsistent(nameof(End), $"{End} needs {CalibrationMethod.VennAbers}, but Calibration is {(Calibration is null ? "null" : Calibration.ToString())}");
        }

        if (BalanceClasses && Calibration == CalibrationMethod.Temperature)
        {
            throw Inconsistent(nameof(Calibration), $"{Calibration} cannot undo the shift of balanced classes");
        }

        if (Monotone.Count > 0 && Kind != MetaModelKind.BoostedStumps)
        {
            throw Inconsistent(nameof(Monotone), $"needs {MetaModelKind.BoostedStumps}, but Kind is {Kind}");
        }

        foreach (string name in Monotone.Keys)
        {
            if (!schema.Features.Any(feature => string.Equals(feature.Name, name, StringComparison.Ordinal)))
            {
                throw Inconsistent(nameof(Monotone), $"names '{name}', which is no feature of the schema");
            }
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(string option, object value, string bound) => new(option, value, $"{option} must be {bound}, but was {value}.");

    private static ArgumentException Inconsistent(string option, string problem) => new($"{option} {problem}.", option);
}
