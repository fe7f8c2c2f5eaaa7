namespace Escalation.Prediction;

/// <summary>How a meta-model makes a probability of features.</summary>
public enum MetaModelKind
{
    /// <summary>
    /// L2-penalised logistic regression on standardised features: the default. Assumes that log-odds are linear in the features. Well calibrated where that holds; steady from about ten
    /// rows a column on. Not where an effect bends back, unless a feature bends with it.
    /// </summary>
    Logistic = 0,

    /// <summary>
    /// Ridge regression on labels of +1 and -1 with a calibration map over it, Platt's unless another is asked for, fitted on out-of-fold scores. One exact solution a penalty, so the fastest to choose. Least squares also pays for
    /// rows that are right by far, so with lopsided classes or far-out rows prefer <see cref="Logistic"/>.
    /// </summary>
    Ridge,

    /// <summary>
    /// Gradient-boosted stumps: a step function for each column, with monotone constraints if wanted. For effects that bend or saturate and for features that are often absent. Assumes that
    /// features add up; needs some hundred rows.
    /// </summary>
    BoostedStumps,
}
