namespace Escalation.Learning.Wide;

/// <summary>In which space the Newton steps are computed. Both end in the same model, with the same proof of its optimality.</summary>
public enum WideMethod
{
    /// <summary>Dual when there are fewer rows than columns, else primal.</summary>
    Automatic = 0,

    /// <summary>In the coefficients: each iteration is a pass over the matrix.</summary>
    Primal,

    /// <summary>In one number a row, <c>w = X'a</c>: each iteration is a product with the matrix of the rows' inner products, which is computed once.</summary>
    Dual,
}
