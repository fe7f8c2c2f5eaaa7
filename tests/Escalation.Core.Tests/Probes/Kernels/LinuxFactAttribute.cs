namespace Escalation.Core.Tests.Probes.Kernels;

/// <summary>A fact that needs the memory protection of 64-bit Linux; skipped elsewhere, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            Skip = "guard pages are made with mmap and mprotect of 64-bit Linux";
        }
    }
}
