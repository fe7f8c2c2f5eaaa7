namespace Escalation.Calibration.MultipleTesting;

/// <summary>A procedure that bounds the false discovery rate.</summary>
public enum FalseDiscoveryProcedure
{
    /// <summary>Step-up at <c>i q/m</c> (Benjamini and Hochberg 1995); independence or positive regression dependence.</summary>
    BenjaminiHochberg = 0,

    /// <summary>The same divided by <c>1 + 1/2 + ... + 1/m</c> (Benjamini and Yekutieli 2001); any dependence.</summary>
    BenjaminiYekutieli,
}
