namespace Escalation.Evaluation;

/// <summary>Why a metric has no value for some data.</summary>
public enum MetricUndefined
{
    /// <summary>There is no item.</summary>
    NoItems,

    /// <summary>All items are right or all are wrong, so there is no pair to order.</summary>
    OneClass,

    /// <summary>No item is of the class that the metric looks for.</summary>
    NoPositives,

    /// <summary>All losses are equal, so that every order is perfect and random at once.</summary>
    EqualLosses,

    /// <summary>A loss lies between 0 and 1, where the metric counts right and wrong.</summary>
    FractionalLosses,

    /// <summary>A confidence lies outside [0, 1]; what compares it with a rate needs a probability.</summary>
    NotProbabilities,

    /// <summary>There are fewer items than bins of equal mass.</summary>
    FewerItemsThanBins,

    /// <summary>There is a single item, in all or in a bin, where the metric needs two.</summary>
    SingleItem,

    /// <summary>Every confidence is 0, one half or 1, so that the statistic has no variance.</summary>
    NoVariance,

    /// <summary>There are fewer groups than folds, so that no item can be held out.</summary>
    FewerGroupsThanFolds,

    /// <summary>All scores are equal, so that they rank nothing.</summary>
    EqualScores,

    /// <summary>The strong model is no better than the weak one, so that there is no gap to recover.</summary>
    NoGap,

    /// <summary>There are fewer than three folds, so that no map is left that saw neither of two.</summary>
    FewerThanThreeFolds,
}
