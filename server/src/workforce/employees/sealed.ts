import { blindIndex, maskIdNumber, maskPhone, seal, unseal } from '../../platform/seal.ts'

/** A phone as it is stored: sealed, and found whole or by its last four digits. */
export function sealedPhone(phone: string | null) {
  return {
    phoneSealed: phone === null ? null : seal(phone),
    phoneIndex: phone === null ? null : blindIndex('phone', phone),
    phoneTailIndex: phone === null ? null : blindIndex('phone-tail', phone.slice(-4)),
  }
}

/** An ID number as it is stored: sealed, and found whole. */
export function sealedIdNumber(idNumber: string | null) {
  return {
    idNumberSealed: idNumber === null ? null : seal(idNumber),
    idNumberIndex: idNumber === null ? null : blindIndex('id-number', idNumber),
  }
}

/** 138****1234, or null where none is known. */
export function maskedPhone(sealed: Buffer | null): string | null {
  return sealed && maskPhone(unseal(sealed))
}

/** 110***********002X, or null where none is known. */
export function maskedIdNumber(sealed: Buffer | null): string | null {
  return sealed && maskIdNumber(unseal(sealed))
}
