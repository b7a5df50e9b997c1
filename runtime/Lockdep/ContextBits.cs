namespace MmRuntime.Lockdep;

/// <summary>What a task is in the middle of, as bits of a chain's key: the same locks in another context are another chain.</summary>
internal static class ContextBits
{
    /// <summary>In the handler of a hardware interrupt.</summary>
    public const ulong InHardIrq = 1 << 8;

    /// <summary>In the handler of a software interrupt.</summary>
    public const ulong InSoftIrq = 1 << 9;

    /// <summary>Hardware interrupts are off.</summary>
    public const ulong HardIrqsOff = 1 << 10;

    /// <summary>Software interrupts are off.</summary>
    public const ulong SoftIrqsOff = 1 << 11;

    /// <summary>May not be preempted.</summary>
    public const ulong PreemptOff = 1 << 12;

    /// <summary>In an RCU read section.</summary>
    public const ulong InRcu = 1 << 13;

    /// <summary>Any of those in which nothing may sleep.</summary>
    public const ulong Atomic = InHardIrq | InSoftIrq | HardIrqsOff | SoftIrqsOff | PreemptOff | InRcu;

    /// <summary>The first reason why nothing may sleep, in words.</summary>
    public static string Describe(ulong context) => (context & Atomic) switch
    {
        var bits when (bits & InHardIrq) != 0 => "in the handler of an interrupt",
        var bits when (bits & InSoftIrq) != 0 => "in the handler of a software interrupt",
        var bits when (bits & HardIrqsOff) != 0 => "with interrupts off",
        var bits when (bits & SoftIrqsOff) != 0 => "with software interrupts off",
        var bits when (bits & PreemptOff) != 0 => "with preemption off",
        var bits when (bits & InRcu) != 0 => "in an RCU read section",
        _ => "in ordinary context",
    };
}
