using Escalation.Learning;
using Escalation.Learning.Calibrators;

namespace Escalation.Prediction.Models;

/// <summary>A meta-model with the map that calibrates its probability. A map that is linear in the log-odds is part of the model, and there is none here.</summary>
internal sealed class CalibratedModel
{
    private readonly IIntervalCalibrator? _interval;

    /// <exception cref="FormatException">Thrown when an end is not one of the map.</exception>
    internal CalibratedModel(MetaModel model, IConfidenceCalibrator? map = null, CalibratedEnd end = CalibratedEnd.Combined)
    {
        Model = model;
        Map = map;
        End = end;
        _interval = map as IIntervalCalibrator;
        if (end != CalibratedEnd.Combined && _interval is null)
        {
            throw new FormatException($"The end {end} needs a map with intervals.");
        }
    }

    internal MetaModel Model { get; }

    internal IConfidenceCalibrator? Map { get; }

    internal CalibratedEnd End { get; }

    internal bool HasIntervals => _interval is not null;

    /// <summary>The calibrated log-odds of a row; finite wherever those of the model are, see <see cref="LogOddsCalibration.LogOdds"/>.</summary>
    internal double LogOdds(ReadOnlySpan<double> row, out int needed)
    {
        double logOdds = Model.LogOdds(row, out needed);
        return Map is null ? logOdds : LogOddsCalibration.LogOdds(Mapped(logOdds));
    }

    internal double Probability(ReadOnlySpan<double> row, out int needed) => Mapped(Model.LogOdds(row, out needed));

    /// <summary>The calibrated probability for log-odds of the model; NaN stays NaN.</summary>
    internal double Mapped(double logOdds)
    {
        double probability = Logistic.Probability(logOdds);
        return End switch
        {
            CalibratedEnd.Lower => _interval!.Interval(probability).Lower,
            CalibratedEnd.Upper => _interval!.Interval(probability).Upper,
            _ => Map is null ? probability : Map.Probability(probability),
        };
    }

    internal ProbabilityInterval Interval(ReadOnlySpan<double> row) => _interval!.Interval(Logistic.Probability(Model.LogOdds(row, out _)));
}
