namespace MmRuntime.Lockdep;

/// <summary>In what interrupt contexts a lock class was used, and where first.</summary>
internal sealed class LockUsage
{
    /// <summary>Taken in the handler of a hardware interrupt, so every holder elsewhere must keep those out.</summary>
    public const int InHardIrq = 1;

    /// <summary>Held with hardware interrupts on, so no handler may take it.</summary>
    public const int HardIrqsOn = 2;

    /// <summary>As <see cref="InHardIrq"/>, for software interrupts.</summary>
    public const int InSoftIrq = 4;

    /// <summary>As <see cref="HardIrqsOn"/>, for software interrupts.</summary>
    public const int SoftIrqsOn = 8;

    /// <summary>The same four, by readers that overtake waiting writers: they disturb no other reader.</summary>
    public const int AsReader = 4;

    private readonly SourcePlace[] _places = new SourcePlace[8];

    /// <summary>All uses so far, by readers shifted up by <see cref="AsReader"/>.</summary>
    public int Bits { get; private set; }

    /// <summary>The uses of a lock held in a context.</summary>
    public static int Of(ulong context, ulong mode)
    {
        var bits = 0;
        if ((context & ContextBits.InHardIrq) != 0)
        {
            bits = InHardIrq;
        }
        else
        {
            var areHardIrqsOn = (context & ContextBits.HardIrqsOff) == 0;
            bits |= areHardIrqsOn ? HardIrqsOn : 0;
            bits |= (context & ContextBits.InSoftIrq) != 0 ? InSoftIrq : areHardIrqsOn && (context & ContextBits.SoftIrqsOff) == 0 ? SoftIrqsOn : 0;
        }

        return AcquireMode.IsRecursiveRead(mode) ? bits << AsReader : bits;
    }

    /// <summary>The uses that contradict some others: between a handler and a holder with that interrupt on, one of them not just reading.</summary>
    public static int Opposites(int bits)
    {
        var (alone, asReader) = (bits & 0xf, bits >> AsReader);
        return Swap(alone) | (Swap(alone) << AsReader) | Swap(asReader);
    }

    /// <summary>Enters uses; where first is kept.</summary>
    public void Add(int bits, SourcePlace place)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            if ((bits & ~Bits & (1 << i)) != 0)
            {
                _places[i] = place;
            }
        }

        Bits |= bits;
    }

    /// <summary>Where a use was first seen.</summary>
    public SourcePlace PlaceOf(int bit) => _places[int.TrailingZeroCount(bit)];

    /// <summary>A use in words.</summary>
    public static string Describe(int bit) => ((bit & 0xf) != 0 ? bit : bit >> AsReader) switch
    {
        InHardIrq => "taken in an interrupt handler",
        HardIrqsOn => "held with interrupts on",
        InSoftIrq => "taken in a software interrupt handler",
        _ => "held with software interrupts on",
    };

    private static int Swap(int bits) => ((bits & (InHardIrq | InSoftIrq)) << 1) | ((bits & (HardIrqsOn | SoftIrqsOn)) >> 1);
}
