namespace Escalation.Probes.Files;

/// <summary>The formats that are read.</summary>
internal enum TensorFormat
{
    /// <summary>A header of JSON and the data.</summary>
    SafeTensors = 0,

    /// <summary>A zip archive of numpy arrays.</summary>
    Npz,

    /// <summary>One numpy array.</summary>
    Npy,
}
