namespace Escalation.Calibration.RiskControl;

/// <summary>What every pair of thresholds does to a set of items, from counts at the single thresholds.</summary>
internal sealed class TwoThresholdCounts
{
    private readonly GridCounts _agent;
    private readonly GridCounts _model;

    internal TwoThresholdCounts(ThresholdGrid grid, ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossModel, ReadOnlySpan<int> items)
    {
        double[] score = new double[items.Length];
        double[] act = new double[items.Length];
        double[] model = new double[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            score[i] = scores[items[i]];
            act[i] = lossAct[items[i]];
            model[i] = lossModel[items[i]];
        }

        Items = items.Length;
        _agent = GridCounts.Of(grid, score, act);
        _model = GridCounts.Of(grid, score, model);
    }

    internal long Items { get; }

    internal long Acted(int high) => _agent.Acted(high);

    internal long Model(int low, int high) => _agent.Acted(low) - _agent.Acted(high);

    internal long Person(int low) => Items - _agent.Acted(low);

    /// <summary>The count and the number of trials of one risk.</summary>
    internal (long Occurrences, long Trials) Of(TwoThresholdRisk risk, int low, int high) => risk switch
    {
        TwoThresholdRisk.Acted => (_agent.Errors(high), Acted(high)),
        TwoThresholdRisk.Model => (WrongModel(low, high), Model(low, high)),
        TwoThresholdRisk.All => (_agent.Errors(high) + WrongModel(low, high), Items),
        TwoThresholdRisk.ModelRate => (Model(low, high), Items),
        _ => (Person(low), Items),
    };

    internal double Cost(TwoThresholdCosts costs, int low, int high) =>
        ((costs.WrongAnswer * (_agent.Errors(high) + WrongModel(low, high))) + (costs.ModelCall * Model(low, high)) + (costs.Person * Person(low))) / Items;

    private long WrongModel(int low, int high) => _model.Errors(low) - _model.Errors(high);
}
